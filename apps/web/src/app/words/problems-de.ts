/** What the API refuses or cannot do, by its `code`. What is not here is said in the server's own words. */
export const problemsDe: Readonly<Record<string, string>> = {
  warehouse_unavailable:
    'Das Zahlenlager ist gerade nicht erreichbar. Neue Ereignisse werden weiter angenommen. Versuche es in einer Minute noch einmal.',
  warehouse_busy:
    'Gerade stellen andere so viele Fragen, dass für diese kein Platz ist. Versuche es gleich noch einmal.',
  database_unavailable: 'Die Datenbank ist gerade nicht erreichbar. Versuche es in einer Minute noch einmal.',
  queue_unavailable: 'Die Warteschlange ist gerade nicht erreichbar. Versuche es in einer Minute noch einmal.',
  backlog_full: 'Es warten schon zu viele Ereignisse. Versuche es später noch einmal.',
  question_over_time_limit:
    'Diese Frage dauert zu lange. Wähle einen kürzeren Zeitraum, gröbere Abschnitte oder weniger Filter.',
  question_over_memory_limit:
    'Diese Frage braucht zu viel Speicher. Wähle einen kürzeren Zeitraum, gröbere Abschnitte oder weniger Filter.',
  too_many_questions:
    'Es laufen schon zu viele deiner Fragen. Warte auf ihre Antworten und versuche es dann noch einmal.',
  too_many_attempts: 'Das waren zu viele Versuche. Warte ein paar Minuten und versuche es dann noch einmal.',
  body_too_large: 'Das ist zu viel auf einmal. Teile es auf mehrere Male auf.',
  headers_too_large: 'Diese Frage ist zu lang. Nimm weniger Filter.',
  request_timeout: 'Die Anfrage kam zu langsam an. Prüfe deine Verbindung und versuche es noch einmal.',
  invalid_parameter: 'Der Server nimmt eine der Angaben so nicht an.',
  missing_scope: 'Dafür fehlt dir das Recht. Bitte jemanden, der verwalten darf.',
  forbidden: 'Das ist hier niemandem erlaubt.',
  session_needed: 'Das kann nur, wer angemeldet ist.',
  session_over: 'Deine Anmeldung ist abgelaufen. Melde dich neu an.',
  invalid_key: 'Dieser Schlüssel gilt nicht, oder nicht mehr.',
  no_key: 'Du bist nicht angemeldet.',
  link_not_valid: 'Dieser Link gilt nicht mehr: Er funktioniert einmal, und nur einen Tag lang.',
  wrong_credentials: 'E-Mail und Passwort gehören nicht zusammen.',
  wrong_password: 'Das bisherige Passwort stimmt nicht. Nichts wurde geändert.',
  email_taken: 'Diese E-Mail-Adresse gehört schon jemandem. Nimm eine andere.',
  foreign_origin: 'Diese Anfrage kam nicht von dieser Seite. Lade sie neu und versuche es noch einmal.',
  no_such_key: 'Diesen Schlüssel gibt es nicht mehr. Lade die Seite neu.',
  no_such_person: 'Diese Person gibt es nicht mehr. Lade die Seite neu.',
  no_such_annotation: 'Diese Notiz gibt es nicht mehr. Lade die Seite neu.',
  no_such_rebuild: 'Diesen Neuaufbau gibt es nicht mehr. Lade die Seite neu.',
  no_such_workspace: 'Diesen Arbeitsbereich gibt es nicht, oder nicht für dich.',
  rebuild_running: 'Ein Neuaufbau läuft oder ist eben erst zu Ende. Versuche es danach noch einmal.',
  rebuild_required:
    'Dieser Arbeitsbereich hat Ereignisse: Die Änderung braucht einen Neuaufbau. Sieh zuerst, was er ändern würde.',
  rebuilt_meanwhile:
    'Der Arbeitsbereich wurde neu aufgebaut, während sein Protokoll gelesen wurde. Versuche es noch einmal.',
  exclusion_in_the_way:
    'Von einer Dimension, die wegfallen soll, sind Segmente ausgeschlossen. Schließe sie wieder ein, oder behalte die Dimension.',
  no_such_export: 'Diesen Export gibt es nicht mehr. Lade die Seite neu.',
  no_such_export_run: 'Diesen Lauf gibt es nicht mehr. Lade die Seite neu.',
  no_such_backfill: 'Diese Nachlieferung gibt es nicht mehr. Lade die Seite neu.',
  file_prefix_taken: 'Die Dateien eines anderen Exports heißen schon so. Nimm einen anderen Anfang für die Dateinamen.',
  no_mail_server:
    'Dieser Server verschickt keine E-Mails: Wer ihn betreibt, gibt in GRAPEVINE_SMTP_URL den SMTP-Server und in GRAPEVINE_MAIL_FROM den Absender an.',
  period_not_over: 'Der Zeitraum ist noch nicht vorbei. Starte den Export danach, oder erlaube laufende Zeiträume.',
  not_found: 'Das gibt es auf diesem Server nicht. Lade die Seite neu: Vielleicht ist sie älter als er.',
  internal_error: 'Im Server ist etwas fehlgeschlagen; sein Protokoll sagt, was. Versuche es noch einmal.',
};

const RANGE =
  'Ein Zeitraum besteht aus Tagen, die es gibt, endet nach seinem Beginn und hat nicht zu viele Abschnitte: Wähle ihn kürzer oder die Abschnitte gröber.';

/** What a field or a parameter must be, by its name; positions in lists are left out. */
export const faultsDe: Readonly<Record<string, string>> = {
  name: 'Gib einen Namen mit höchstens 100 Zeichen an.',
  scopes: 'Wähle mindestens ein Recht.',
  time_zone: 'Gib eine IANA-Zeitzone an, zum Beispiel Europe/Berlin.',
  activity_types: 'Wähle mindestens ein Ereignis.',
  dimensions:
    'Gib höchstens 20 verschiedene Namen an, jeden mit höchstens 40 Kleinbuchstaben, Ziffern und Unterstrichen, und mit einem Buchstaben am Anfang; manche sind schon vergeben.',
  email: 'Gib eine E-Mail-Adresse an.',
  password: 'Gib ein Passwort mit 10 bis 200 Zeichen an.',
  date: 'Gib einen Tag an, den es gibt.',
  text: 'Gib 1 bis 280 Zeichen an.',
  member_ids: 'Nenne höchstens 5.000 Mitglieder auf einmal, jedes mit höchstens 256 Zeichen.',
  'segments.value': 'Gib einen Wert mit höchstens 128 Zeichen an.',
  reason: 'Gib einen Grund mit höchstens 500 Zeichen an.',
  from: RANGE,
  to: RANGE,
  limit: 'Das sind zu viele Werte auf einmal: Wähle einen kürzeren Zeitraum oder gröbere Abschnitte.',
  filter: 'So lässt sich hier nicht filtern: Nimm den Filter weg.',
  by: 'Danach lässt sich hier nicht aufschlüsseln.',
};
