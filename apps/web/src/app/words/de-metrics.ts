import type { MetricWords } from './en.js';

type Metrics = Readonly<Record<string, MetricWords>>;

const OWN_HISTORY = 'Mit Filter oder Aufschlüsselung zählt die Geschichte des Segments selbst.';
const BY_ITSELF =
  'Für Einladungen gelten die Dimensionen der Einladung, für Anmeldungen die der Anmeldung, für Aktivität ihre eigenen.';
const OF_SIGNUP = 'Es gelten die Dimensionen der Anmeldung.';
const NOT_YET = (days: number): string =>
  `Leer auch, bis seit dem letzten Augenblick des Zeitraums ${days * 24} Stunden vergangen sind: Vorher lässt es sich nicht sagen.`;

/** Who is active, comes, stays and leaves. */
const members: Metrics = {
  active_members: {
    version: 1,
    name: 'Aktive Mitglieder',
    text: 'Mitglieder mit mindestens einem Ereignis im Zeitraum, das als Aktivität zählt; jedes zählt einmal. Tage sind die der Zeitzone des Arbeitsbereichs. In Kalenderzeiträumen, oder in Fenstern von 7, 28 oder 30 Tagen, die mit dem genannten Tag enden.',
  },
  new_members: {
    version: 1,
    name: 'Neue Mitglieder',
    text: `Mitglieder, die im Zeitraum zum ersten Mal seit dem ersten Ereignis des Arbeitsbereichs aktiv waren. ${OWN_HISTORY}`,
  },
  retained_members: {
    version: 1,
    name: 'Gebliebene Mitglieder',
    text: 'Mitglieder, die im Zeitraum und im Zeitraum davor aktiv waren.',
  },
  resurrected_members: {
    version: 1,
    name: 'Zurückgekehrte Mitglieder',
    text: `Mitglieder, die im Zeitraum und irgendwann früher aktiv waren, aber nicht im Zeitraum davor. ${OWN_HISTORY}`,
  },
  churned_members: {
    version: 1,
    name: 'Abgewanderte Mitglieder',
    text: 'Mitglieder, die im Zeitraum davor aktiv waren und in diesem nicht. Solange der Zeitraum läuft, können sie noch zurückkehren.',
  },
  quick_ratio: {
    version: 1,
    name: 'Quick Ratio',
    text: '(neue + zurückgekehrte) / abgewanderte Mitglieder des Zeitraums: Über 1 wächst der Dienst. Leer, wo niemand abgewandert ist.',
  },
  stickiness: {
    version: 1,
    name: 'Stickiness',
    text: 'Wie viele Mitglieder im Mittel an einem Tag aktiv waren, über alle Tage des Zeitraums oder Fensters, geteilt durch dessen aktive Mitglieder. Solange der Zeitraum läuft, zählen seine Tage bis heute, heute eingeschlossen.',
  },
  growth_rate: {
    version: 1,
    name: 'Wachstumsrate',
    text: 'A(p) / A(p−1) − 1 der aktiven Mitglieder: 0,1 sind 10 % mehr als im Zeitraum davor. Leer, wo es davor keine gab.',
  },
  net_new: {
    version: 1,
    name: 'Nettozuwachs an Mitgliedern',
    text: 'A(p) − A(p−N) der aktiven Mitglieder: wie viele mehr als N Zeiträume zuvor (over=N, ohne Angabe 1). Leer, wo dieser Zeitraum vor dem ersten Ereignis des Arbeitsbereichs liegt.',
  },
  cmgr: {
    version: 1,
    name: 'Mittlere monatliche Wachstumsrate (CMGR)',
    text: '(A(p) / A(p−N))^(1/N) − 1 der monatlich aktiven Mitglieder: die gleichbleibende Rate, die in N Monaten vom einen zum anderen führt (over=N, ohne Angabe 3). Leer, wo A(p−N) 0 oder unbekannt ist.',
  },
  growth: {
    version: 1,
    name: 'Woher das Wachstum kommt',
    text: `Aktive, neue, gebliebene, zurückgekehrte und abgewanderte Mitglieder jedes Zeitraums, jede Zahl für sich gezählt, und die Probe, dass A(p) = A(p−1) + neue + zurückgekehrte − abgewanderte = neue + gebliebene + zurückgekehrte; netto ist neue + zurückgekehrte − abgewanderte. ${OWN_HISTORY}`,
  },
  retention: {
    version: 1,
    name: 'Bindung',
    text: 'Wie viele aus einer Kohorte (zum ersten Mal aktiv, oder angemeldet, in einem Zeitraum) k Zeiträume später aktiv waren (mode=on), oder dann oder irgendwann danach (mode=on_or_after). Leer für Zeiträume, die noch nicht vorbei sind oder nach dem letzten Ereignis liegen. Ein Filter schränkt die Aktivität ein, und damit, wer wann zum ersten Mal aktiv ist, in der Geschichte des Segments selbst; bei Kohorten nach Anmeldung schränkt er auch die Anmeldungen ein, nach den Dimensionen der Anmeldung.',
  },
  power_curve: {
    version: 1,
    name: 'Wie oft Menschen kommen',
    text: 'Wie viele Mitglieder an genau 1, 2, … N der N Tage aktiv waren, die mit dem genannten enden; dazu, wie viele es im Mittel an einem dieser Tage waren, wie viele an irgendeinem, und beides geteilt (Stickiness).',
  },
};

const activation = (days: number): MetricWords => ({
  version: 1,
  name: days === 1 ? 'Aktivierung in einem Tag' : `Aktivierung in ${days} Tagen`,
  text: `Von den Anmeldungen des Zeitraums der Anteil, bei dem gleich oder höchstens ${days * 24} Stunden später eine Nachricht gesendet wurde (message.sent). Leer, wo sich niemand angemeldet hat. ${NOT_YET(days)} ${OF_SIGNUP}`,
});

const firstMessage = (percentile: string): MetricWords => ({
  version: 1,
  name: `Zeit bis zur ersten Nachricht, ${percentile}`,
  text: `Von einer Anmeldung des Zeitraums bis zur ersten Nachricht (message.sent), die gleich oder später gesendet wurde, bei denen, die binnen 672 Stunden (28 Tagen) eine gesendet haben; leer, wo es niemand hat. Genau, nicht geschätzt. ${NOT_YET(28)} ${OF_SIGNUP}`,
});

/** How people come, and whether they begin. */
const arrivals: Metrics = {
  signups: {
    version: 1,
    name: 'Anmeldungen',
    text: 'Mitglieder, deren frühestes Ereignis member.signed_up in den Zeitraum fällt; bei gleichen Zeiten gilt das mit dem kleinsten Ereignisschlüssel. Herkunft und Dimensionen sind die dieses Ereignisses.',
  },
  invites: {
    version: 1,
    name: 'Einladungen',
    text: 'Verschiedene Ereignisse member.invited des Zeitraums, wie oft auch jedes gesendet wurde; die ausgeschlossener Mitglieder zählen nicht. Mehrere Filter gelten für dieselbe Einladung; ein Merkmal von Mitgliedern ist eines von dem, der einlädt.',
  },
  invite_rate: {
    version: 1,
    name: 'Einladungen je aktivem Mitglied',
    text: `Einladungen des Zeitraums, geteilt durch seine aktiven Mitglieder. Leer, wo niemand aktiv war. ${BY_ITSELF}`,
  },
  conversion: {
    version: 1,
    name: 'Anmeldungen je Einladung',
    text: `Anmeldungen des Zeitraums mit der Herkunft invite, geteilt durch die Einladungen des Zeitraums, von welcher Einladung sie auch kommen: über 1, wo frühere Einladungen Früchte tragen. Leer, wo niemand eingeladen wurde. ${BY_ITSELF}`,
  },
  k_factor: {
    version: 1,
    name: 'K-Faktor',
    text: `invite_rate × conversion: wie viele Mitglieder jedes aktive Mitglied im Zeitraum bringt. Leer, wo eines von beiden leer ist. ${BY_ITSELF}`,
  },
  organic_share: {
    version: 1,
    name: 'Anteil derer, die von selbst kamen',
    text: `Anmeldungen des Zeitraums mit der Herkunft organic, geteilt durch alle. Leer, wo sich niemand angemeldet hat, und wo mehr als 20 % der Anmeldungen keine Herkunft nennen: Von diesen weiß man nicht, ob sie von selbst kamen. ${OF_SIGNUP}`,
  },
  activation_1d: activation(1),
  activation_7d: activation(7),
  activation_28d: activation(28),
  time_to_first_message_p50: firstMessage('Median'),
  time_to_first_message_p90: firstMessage('90. Perzentil'),
};

const BY_SENDING =
  'Nach dem Tag des Sendens, bis zur Frist des Kanals für Quittungen (7 Tage, wenn nichts anderes eingestellt ist).';
const MATURING = 'Solange noch Quittungen kommen können, die zählen, steht an der Zahl, dass sie reift.';

const count = (name: string, text: string): MetricWords => ({ version: 2, name, text });

const rate = (name: string, quotient: string, reported: string): MetricWords => ({
  version: 2,
  name,
  text: `${quotient} des Zeitraums, von den Kanälen, die ${reported} melden: leer, nie 0 %, wo keiner es tut, und wo der Nenner 0 ist. ${BY_SENDING} ${MATURING}`,
});

const latency = (id: string, name: string, from: string, to: string): Metrics => {
  const percentile = (which: string): MetricWords => ({
    version: 2,
    name: `${name}, ${which}`,
    text: `Von ${from} bis ${to}, bei den Nachrichten des Zeitraums, von denen beides gemeldet wurde, nach den Zeiten des Senders; wo das zweite vor dem ersten liegt, zählt die Zeit negativ mit. Genau, nicht geschätzt; leer, wo es keine solche Nachricht gibt. ${BY_SENDING} ${MATURING}`,
  });
  return {
    [`${id}_p50`]: percentile('Median'),
    [`${id}_p90`]: percentile('90. Perzentil'),
    [`${id}_p95`]: percentile('95. Perzentil'),
    [`${id}_p99`]: percentile('99. Perzentil'),
    [`${id}_pairs`]: count(
      `${name}: gemessene Nachrichten`,
      `Nachrichten des Zeitraums, von denen ${from} und ${to} gemeldet wurden: die, aus denen die Perzentile kommen. ${BY_SENDING}`,
    ),
    [`${id}_negative`]: count(
      `${name}: negative Zeiten`,
      `Nachrichten des Zeitraums, bei denen die Zeit von ${from} bis ${to} negativ ist: Uhren gehen verschieden. In den Perzentilen zählen sie mit. ${BY_SENDING}`,
    ),
  };
};

/** What becomes of messages; each is counted once for each recipient. */
const deliveries: Metrics = {
  delivery: count(
    'Zustellung',
    'Was aus den Nachrichten wurde, die im Zeitraum gesendet wurden, für jeden Empfänger einzeln gezählt: gesendet, zugestellt (oder gelesen), gelesen, und fehlgeschlagen ohne Zustellung, jeweils bis zur Frist des Kanals für Quittungen (7 Tage, wenn nichts anderes eingestellt ist); widersprüchlich ist, was fehlgeschlagen und zugestellt ist. Späte Quittungen zählen, wenn sie eintreffen; Nachrichten, deren Senden nicht gesehen wurde, zählen nach ihrem ersten Status. delivery_rate ist zugestellt / gesendet und failure_rate fehlgeschlagen / gesendet, von den Kanälen, die Quittungen melden; read_rate ist gelesen / zugestellt und read_of_sent_rate gelesen / gesendet, von denen, die Gelesenes melden. Zeiten sind Perzentile in Sekunden über die Nachrichten, von denen beide Status gemeldet wurden, negative eingeschlossen. Nachrichten ausgeschlossener Mitglieder zählen nicht.',
  ),
  messages_sent: count(
    'Gesendete Nachrichten',
    'Nachrichten, für jeden Empfänger einzeln gezählt, deren Senden in den Zeitraum fällt; wo kein message.sent gesehen wurde, deren erster Status.',
  ),
  messages_delivered: count(
    'Zugestellte Nachrichten',
    `Von den gesendeten Nachrichten die, die zugestellt oder gelesen wurden. ${BY_SENDING} ${MATURING}`,
  ),
  messages_read: count(
    'Gelesene Nachrichten',
    `Von den gesendeten Nachrichten die, die gelesen wurden. ${BY_SENDING} ${MATURING}`,
  ),
  messages_failed: count(
    'Fehlgeschlagene Nachrichten',
    `Von den gesendeten Nachrichten die, die fehlschlugen und nicht zugestellt wurden. ${BY_SENDING} ${MATURING}`,
  ),
  messages_contradictory: count(
    'Widersprüchliche Nachrichten',
    `Von den gesendeten Nachrichten die, die fehlschlugen und doch zugestellt wurden; zu den fehlgeschlagenen zählen sie nicht. ${BY_SENDING} ${MATURING}`,
  ),
  unseen_sent: count(
    'Nachrichten, deren Senden nicht gesehen wurde',
    'Von den gesendeten Nachrichten die, von denen kein message.sent gesehen wurde. Sie zählen am Tag ihres ersten Status.',
  ),
  late_receipts: count(
    'Späte Quittungen',
    'Quittungen, die im Zeitraum eintrafen, aber nach dem Senden später als zur Frist ihres Kanals; sie stecken in keiner anderen Zahl.',
  ),
  delivery_rate: rate('Zustellrate', 'Zugestellte / gesendete Nachrichten', 'Quittungen'),
  read_rate: rate('Leserate', 'Gelesene / zugestellte Nachrichten', 'Gelesenes'),
  read_of_sent_rate: rate('Leserate der gesendeten', 'Gelesene / gesendete Nachrichten', 'Gelesenes'),
  failure_rate: rate('Fehlschlagrate', 'Fehlgeschlagene / gesendete Nachrichten', 'Quittungen'),
  ...latency('delivery_latency', 'Zeit bis zur Zustellung', 'message.sent', 'message.delivered'),
  ...latency('read_latency', 'Zeit bis zum Lesen', 'message.delivered', 'message.read'),
};

/** Every metric of the catalogue. Where a definition is raised to a new version, its text here is written anew. */
export const metricsDe: Metrics = { ...members, ...arrivals, ...deliveries };
