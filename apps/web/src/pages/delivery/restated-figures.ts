import type { DeliveryAnswer, Restatement } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import { segmentWords } from '../../app/language/segment-words.js';
import { type RestatedNote, restatedNotes, type ShownNumber } from '../../charts/frame/restated.js';
import { valueWords } from '../../charts/frame/value-words.js';

/** What is said of the counts and rates of messages that were restated. @param channel undefined: of all messages */
export function restatedFigures(
  restatements: readonly Restatement[],
  { time_zone }: DeliveryAnswer['meta'],
  language: Language,
  channel?: string,
): RestatedNote[] {
  const { delivery } = language.words;
  const prefix = channel === undefined ? '' : `${segmentWords('channel', channel, language)}, `;
  const number = (metric: string, name: string, unit: string): ShownNumber => ({
    metric,
    name: prefix + name,
    values: valueWords('delivery', unit, language),
    ...(channel === undefined ? {} : { segment: channel }),
  });
  const shown = [
    ...(['sent', 'delivered', 'read', 'failed'] as const).map((id) =>
      number(`messages_${id}`, delivery[id], 'deliveries'),
    ),
    ...(['delivery_rate', 'read_rate', 'failure_rate'] as const).map((id) =>
      number(id, delivery.rateNames[id], 'ratio'),
    ),
  ];
  return restatedNotes(restatements, shown, time_zone, language);
}
