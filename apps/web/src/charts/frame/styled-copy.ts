/** They would begin anew in a copy, which is looked at in their first moment. */
const MOVING = /^(animation|transition)-/;

/**
 * A copy of an element that looks as the element does now, without any style sheet: every element of it, also inside of SVG, carries the
 * style that was computed of its model. The copy stands in no document.
 */
export function styledCopy<E extends Element>(model: E): E {
  const copy = model.cloneNode(true) as E;
  // All of the models first: their styles are read in one go.
  const models = [model, ...model.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  const styles = models.map((one) => ({ own: styleText(one), before: styleTextBefore(one) }));
  styles.forEach(({ own, before }, index) => {
    const one = copies[index];
    if (!isStyled(one)) return;
    one.style.cssText = own;
    one.removeAttribute('class');
    if (before === undefined) return;
    const mark = document.createElement('span');
    mark.style.cssText = before;
    one.prepend(mark);
  });
  return copy;
}

const isStyled = (element: Element | undefined): element is HTMLElement | SVGElement =>
  element instanceof HTMLElement || element instanceof SVGElement;

const styleText = (element: Element): string => declarationsOf(getComputedStyle(element));

/** Of a mark that only the style sheet makes: it becomes an element. */
function styleTextBefore(element: Element): string | undefined {
  const style = getComputedStyle(element, '::before');
  return style.content === 'none' || style.content === 'normal' ? undefined : declarationsOf(style);
}

const declarationsOf = (style: CSSStyleDeclaration): string =>
  Array.from(style)
    .filter((name) => !MOVING.test(name))
    .map((name) => `${name}:${style.getPropertyValue(name)}`)
    .join(';');
