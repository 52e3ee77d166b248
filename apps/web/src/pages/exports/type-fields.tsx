import type { EventType } from '@grapevine/contracts';
import { Check } from './check.js';
import styles from './exports.module.css';
import type { QuestionProps } from './part-props.js';
import { useExportWords } from './words/use-export-words.js';

/** A record, so that none can be forgotten. */
const TYPES = Object.keys({
  'member.active': true,
  'member.signed_up': true,
  'member.invited': true,
  'message.sent': true,
  'message.delivered': true,
  'message.read': true,
  'message.failed': true,
} satisfies Record<EventType, true>);

/** Which events of the log are wanted. */
export function TypeFields({ parameters, fault, set }: QuestionProps) {
  const { form } = useExportWords();
  const chosen = parameters.type === undefined ? [] : [parameters.type].flat().map(String);
  const toggle = (type: string, on: boolean) => {
    const after = TYPES.filter((one) => (one === type ? on : chosen.includes(one)));
    set({ type: after.length > 0 ? after : undefined });
  };
  const wrong = fault('type');
  return (
    <fieldset className={styles.choices}>
      <legend>{form.types}</legend>
      {TYPES.map((type) => (
        <Check key={type} text={type} checked={chosen.includes(type)} onChange={(checked) => toggle(type, checked)} />
      ))}
      {wrong !== undefined && <p className={styles.fault}>{wrong}</p>}
    </fieldset>
  );
}
