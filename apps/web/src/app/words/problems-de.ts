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
  exclusion_in_the_way:
    'Von einer Dimension, die wegfallen soll, sind Segmente ausgeschlossen. Schließe sie wieder ein, oder behalte die Dimension.',
  no_such_export: 'Diesen Export gibt es nicht mehr. Lade die Seite neu.',
  file_prefix_taken: 'Die Dateien eines anderen Exports heißen schon so. Nimm einen anderen Anfang für die Dateinamen.',
  period_not_over: 'Der Zeitraum ist noch nicht vorbei. Starte den Export danach, oder erlaube laufende Zeiträume.',
  not_found: 'Das gibt es auf diesem Server nicht. Lade die Seite neu: Vielleicht ist sie älter als er.',
  internal_error: 'Im Server ist etwas fehlgeschlagen; sein Protokoll sagt, was. Versuche es noch einmal.',
};
