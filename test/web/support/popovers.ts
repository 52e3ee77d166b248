/** Stands in for what jsdom lacks: a button opens the panel that its `popovertarget` names. */
export function openPopoversOnClick(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[popovertarget]') : null;
    const panel = button && document.getElementById(button.getAttribute('popovertarget') ?? '');
    panel?.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
  });
}
