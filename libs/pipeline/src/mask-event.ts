import { EVENT_TYPES } from '@grapevine/contracts';

/** What names somebody, or a message, which names two: only its length is told. */
const IDENTITIES = new Set(['id', 'member_id', 'message_id', 'recipient_id', 'invited_by']);
/** Of what a value looks like, as much as one needs to see what is wrong with it. */
const FORMS = new Set([
  ...['occurred_at', 'channel', 'error_code', 'platform', 'manufacturer', 'country', 'app_version', 'source'],
]);
const LONGEST_FORM = 40;

/**
 * An event as it may be kept and shown: which fields it has, and the form of their values. A letter is `a`, a digit `0`; what is not
 * known here is counted and not named, since a name can be a phone number, too.
 */
export function maskEvent(event: unknown): Record<string, string> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return { event: kindOf(event) };
  const masked: Record<string, string> = {};
  let others = 0;
  for (const [name, value] of Object.entries(event)) {
    if (name === 'type') masked.type = maskType(value);
    else if (IDENTITIES.has(name)) masked[name] = kindOf(value);
    else if (FORMS.has(name)) masked[name] = formOf(value);
    else if (name === 'properties') masked.properties = kindOf(value);
    else others++;
  }
  return others === 0 ? masked : { ...masked, '…': `${others} fields that are not known` };
}

const maskType = (value: unknown): string =>
  (EVENT_TYPES as readonly unknown[]).includes(value) ? String(value) : formOf(value);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === 'object') return `object of ${Object.keys(value).length} fields`;
  return typeof value;
}

function formOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return kindOf(value);
  const text = String(value);
  const form = text
    .slice(0, LONGEST_FORM)
    .replace(/\p{L}|\p{M}/gu, 'a')
    .replace(/\p{N}/gu, '0')
    .replace(/[^a0 .:+_/-]/gu, '?');
  const form_ = text.length > LONGEST_FORM ? `${form}…` : form;
  return typeof value === 'number' ? `number ${form_}` : form_;
}
