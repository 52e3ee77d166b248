import { plural } from '../language/template.js';
import { analysisEn } from './en-analysis.js';

/** What a metric is called and how it is defined. */
export interface MetricWords {
  /** Of the definition that the text tells. */
  readonly version: number;
  readonly name: string;
  readonly text: string;
}

/**
 * Every word that the pages say, in English. Another language is a file of this shape; slots in braces may change their
 * order, plurals have the forms of the language. Short, plain, in the second person, and the same words as the API.
 */
export const en = {
  ...analysisEn,

  /** What the API refuses or cannot do, by its `code`; it says so in English by itself. */
  problems: {} as Readonly<Record<string, string>>,

  /** What a field of a form or a parameter of a question must be, by its name; the API says in English what is wrong. */
  faults: {} as Readonly<Record<string, string>>,

  /** The metrics of the catalogue, by their ids; the API tells them in English by itself. */
  metrics: {} as Readonly<Record<string, MetricWords>>,

  product: 'Grapevine',
  skipToContent: 'Skip to the numbers',

  page: {
    growth: 'Growth',
    settings: 'Settings',
    dataHealth: 'Data health',
    signIn: 'Sign in',
    notFound: 'Nothing here',
    notFoundText: 'There is no page at this address.',
    backToGrowth: 'Go to Growth',
    broken: 'This page broke',
    brokenText:
      'Something in the page itself failed. Your data is not affected. Reload it; if it happens again, report this:',
    reload: 'Reload',
  },

  live: {
    live: 'Live',
    through: 'Data through {day}',
    noData: 'Waiting for the first event',
    processing: plural({ one: '{n} event being processed', other: '{n} events being processed' }),
    behind: plural({ one: 'The oldest has waited {n} second.', other: 'The oldest has waited {n} seconds.' }),
    unreachable: 'Not connected',
    waiting: plural({ one: 'No numbers now; {n} event waits safely', other: 'No numbers now; {n} events wait safely' }),
    connecting: 'Connecting',
  },

  menu: {
    open: 'Menu',
    workspace: 'Workspace',
    simulated: '{name} (simulated)',
    language: 'Language',
    theme: 'Theme',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
    signOutFailed: 'You are still signed in: {reason}',
  },

  demo: {
    label: 'About this data',
    title: 'Simulated data.',
    text: 'This service is made up: it grows as WhatsApp was announced to have grown until 2014, at a scale of 1 to 400,000.',
    filling: 'Filling the demo',
    progress: 'Being filled: {sent} of {total} events',
    sendOwn: 'Send your first event',
    open: 'Open {name}',
  },

  headline: {
    people: plural({ one: '{n} person', other: '{n} people' }),
    more: '{n} more',
    fewer: '{n} fewer',
    /** When, and the period that is compared with, as the sentences say them. */
    when: { month: 'in {period}', day: 'on {period}' },
    before: { month: 'in {period}', day: 'on {period}' },
    changed: '{people} used {product} {when}, {change} than {before}.',
    same: '{people} used {product} {when}, as many as {before}.',
    alone: '{people} used {product} {when}.',
    first: '{people} used {product} {when}, where its data begins.',
    running: '{people} used {product} {when} so far.',
    cut: '{people} used {product} {when}, as far as its data reaches.',
    unread: 'Your numbers cannot be read right now.',
    refused: 'This question has no answer.',
    noneInRange: 'There is no data in this range.',
    noteRunning: '{month} is still running: {people} so far, on day {day} of {days}.',
    noteRunningDay: '{day} is still running: {people} so far.',
    noteRunningOnly: 'The month is still running: this is day {day} of {days}.',
    noteDataEnds: 'The data ends on {day}, before {month} does: {people} until then.',
    noteDataEndsOnly: 'The data ends on {day}, before {month} does.',
    noteDataBegins: 'The data begins on {day}: {month} is not covered whole.',
  },

  evidence: {
    openFor: 'Where does this number come from? {number}',
    compared: '{now} {when}, {before} {whenBefore}',
    definition: 'Definition',
    version: '{id}, version {version}',
    activity: 'Counts as active',
    settings: 'workspace settings, version {version}',
    zone: 'Time zone',
    period: 'Period',
    asOf: 'As of',
    through: 'Data through',
    state: 'State',
    restated: 'Restated',
    ask: 'Ask the API',
  },

  state: {
    sealed: 'Sealed',
    complete: 'Complete, not sealed yet',
    running: 'Running: day {day} of {days} ({share})',
    maturing: 'Maturing: receipts that count may still come',
    sealedMeans: 'Its inputs have been at rest; it stays as it is unless it is restated.',
    completeMeans: 'The period is over, but a late event can still change it.',
    asOf: '{state}, as of {instant}',
    before: 'No data: before the first event on {day}',
    after: 'No data: after the last event on {day}',
    missing: 'No data',
    cutShort: 'data ends {day}',
  },

  trouble: {
    title: 'These numbers could not be read',
    unreachableTitle: 'Grapevine does not answer',
    unreachable: 'The server cannot be reached from here. Check that it runs and that you are online, then try again.',
    unreadable: 'The server answered with status {status}, and not in a way that this page understands.',
    unfetched: 'A part of this page could not be fetched. It is loaded again as soon as the server answers.',
    retry: 'Try again',
    stale: 'Grapevine cannot be reached. These are the numbers of {clock}, {ago}.',
    staleProblem: 'The numbers could not be read again: {detail} These are those of {clock}, {ago}.',
  },

  empty: {
    title: 'Nothing has arrived yet',
    text: 'Send the first event to {product}, and this page shows it by itself.',
    arrived: 'Your first events have arrived and are being counted.',
    arrivedTitle: 'Almost there',
    keyStep: 'Create a key',
    keyText: 'A key lets your service send events and read numbers.',
    keyName: 'First key',
    createKey: 'Create a key',
    creating: 'Creating …',
    keyShown: 'This key is shown once. Keep it where your service keeps its secrets.',
    keyFailed: 'No key was created: {reason}',
    noAdmin: 'You can look, but not create keys. Ask someone with an admin key to send the first event.',
    sendStep: 'Send an event',
    sendText: 'Run this in a terminal. With a key of your own, put it in the place of YOUR_KEY.',
    waitStep: 'See it here',
    waitText: 'This page looks every two seconds. You need not reload it.',
  },

  signIn: {
    heading: 'Sign in',
    email: 'Email',
    password: 'Password',
    enter: 'Sign in',
    title: 'Or with a one-time link',
    how: 'On the machine where Grapevine runs, print a new link and open it in this browser:',
    once: 'A link works once and for a short time. It is printed by the first start too.',
    working: 'Signing you in …',
    usedTitle: 'This link does not work any more',
    used: 'It was used already, or its time is over.',
    ended: 'This browser is not signed in, or its session has ended.',
    signedOut: 'You are signed out.',
    failedTitle: 'You could not be signed in',
  },

  health: {
    events: 'Events',
    accepted: 'Accepted',
    acceptedAbout: 'Acknowledged and on disk, repetitions included',
    stored: 'Stored',
    storedAbout: 'Distinct events that the numbers are made of',
    duplicates: 'Duplicates',
    duplicatesAbout: 'Came again and changed nothing',
    conflicting: 'Conflicting',
    conflictingAbout: 'Same type and id, other content: both are kept and count',
    rejected: 'Rejected',
    rejectedAbout: 'Refused, and the sender was told why',
    waiting: 'Waiting',
    nothingWaits: 'Every acknowledged event is in every number.',
    asOf: 'As of {instant}',
    reasons: 'Why events were rejected',
    noneRejected: 'No event was ever rejected.',
    masked: 'Examples show the form of what was sent, never whom it is about: a letter is “a”, a digit “0”.',
    times: plural({ one: '{n} time', other: '{n} times' }),
    /** By the code of the reason. */
    rejection: {
      missing_field: 'A field is missing that is needed',
      invalid_type: 'A field has the wrong type',
      invalid_value: 'A field has a value that is not allowed',
      unknown_type: 'There is no such type of event',
      too_large: 'The event is too large',
      in_future: 'Its time lies in the future',
      too_old: 'It is older than this workspace accepts',
      forbidden_key: 'It has a name that is not allowed',
    },
    noExamples: 'No example is kept any more. They expire after 14 days.',
    crowded: 'Dimensions with too many values',
    crowdedAbout:
      'The first values by name have numbers of their own, and all others are one, “All others”. So many are a sign of ids, times or free text where a class was meant.',
    crowdedBy: '{values} values, of which {kept} have numbers of their own: up to “{last}”',
    crowdedUncounted: 'too many values to count, of which {kept} have numbers of their own: up to “{last}”',
    trust: 'What speaks for the numbers',
    sealed: 'Sealed numbers',
    lastSealed: 'Last sealed {instant}',
    noneSealed: 'Nothing is final yet: a period is sealed when it is over and its events have been at rest.',
    restated: 'Restated numbers',
    lastRestated: 'Last restated {instant}',
    noneRestated: 'No number that was told to be final had to be told anew.',
    audit: 'Last audit',
    noDifference: 'No difference',
    differences: plural({ one: '{n} difference', other: '{n} differences' }),
    audited: '{numbers} numbers compared with {events} events, {instant}',
    neverAudited: 'No audit has been run yet.',
    auditHow: 'An audit computes every number again, from the event log and by other means. On the server, run:',
    deadLetters: 'Dead letters',
    deadLettersAbout: 'Acknowledged events that could not be stored. They hold keyed hashes only, and expire.',
    noDeadLetters: 'Every acknowledged event could be stored.',
    expires: 'expires',
    replay: plural({ one: 'Try {n} event again', other: 'Try {n} events again' }),
    replayed: plural({ one: '{n} event is on its way again.', other: '{n} events are on their way again.' }),
  },

  confirm: {
    type: 'Type {name} to confirm',
    cancel: 'Cancel',
  },

  settings: {
    noAdmin: 'You can read numbers here, but not change settings. Ask someone who signs in as an administrator.',
    save: 'Save',
    saved: 'Saved.',

    workspace: 'Workspace',
    workspaceAbout: 'What your service is called on every page.',
    name: 'Name',

    definition: 'What is counted, and when',
    definitionAbout:
      'The time zone decides where a day begins, the activity which events make a member active, dimensions what you can filter and break down by. Once there are events, a change folds all of them again: you see first what it would change.',
    timeZone: 'Time zone',
    timeZoneHint: 'For example Europe/Berlin',
    activity: 'Active is who has one of these events',
    dimensions: 'Dimensions',
    dimensionsHint: 'Names with commas between; others than the built-in ones come from properties',
    preview: 'Show what would change',
    previewTitle: 'What would change',
    month: 'Month',
    activeBefore: 'Active now',
    activeAfter: 'Active then',
    difference: 'Difference',
    blocked: 'Include these segments again first:',
    rebuildSays: plural({
      one: '{n} event is folded again. Until that is done every number stays as it is.',
      other: '{n} events are folded again. Until that is done every number stays as it is.',
    }),
    rebuild: 'Rebuild now',
    rebuilding: 'The workspace is being rebuilt',
    rebuildPlanning: 'Looking over the event log …',
    rebuildProgress: '{done} of {total} events',

    annotations: 'Annotations',
    annotationsAbout:
      'What happened on which day: a release, a campaign, an outage. Charts over time mark the day and say what it was.',
    day: 'Day',
    what: 'What happened',
    annotate: 'Add',
    edit: 'Edit',
    editNamed: 'Edit {name}',
    delete: 'Delete',
    noteDeleted: 'Deleted: {name} ({day})',
    deleteNamed: 'Delete {name}',

    exclusions: 'Exclusions',
    exclusionsAbout:
      'Spammers, robots and your own tests count in no number, past or future. Numbers that were told to be final are restated, with the reason.',
    excludedNow: plural({ one: '{n} member is excluded now.', other: '{n} members are excluded now.' }),
    noExclusions: 'Nobody was ever excluded.',
    who: 'Who',
    byMember: 'Members',
    bySegment: 'A segment',
    memberIds: 'Member ids',
    memberIdsHint: 'One a line, as your service sends them. They are hashed before they are stored.',
    dimension: 'Dimension',
    choose: 'Choose …',
    value: 'Value',
    reason: 'Reason',
    reasonHint: 'It is kept, and shown with every number that changes. Name no person in it.',
    exclude: 'Exclude',
    include: 'Include again',
    decided: 'Decided: every number counts accordingly from now on.',
    excluded: 'Excluded',
    included: 'Included again',
    members: plural({ one: '{n} member', other: '{n} members' }),
    undo: 'Undo',
    undoReason: 'Undone: {reason}',

    keys: 'API keys',
    keysAbout:
      'With a key your service sends events and others read numbers. A key is shown once, and stops within a second when it is revoked.',
    keyName: 'Name of the new key',
    keyNameHint: 'Where it is used, for example “production server”',
    mayDo: 'It may',
    scope: { ingest: 'send events', read: 'read numbers', admin: 'do everything' },
    created: 'created {day}',
    lastUsed: 'last used {ago}',
    neverUsed: 'never used',
    isRevoked: 'revoked',
    revoke: 'Revoke',
    revokeNamed: 'Revoke {name}',
    revokeTitle: 'Revoke this key?',
    revokeText: 'Whatever uses {name} (ends in {hint}) is refused from now on. This cannot be undone.',
    revoked: 'The key is revoked.',

    people: 'People',
    peopleAbout: 'Whoever signs in here sees and changes everything in this workspace.',
    nobody: 'Nobody has set an email and a password yet: everybody comes by one-time links.',
    lastSignedIn: 'last signed in {day}',
    neverSignedIn: 'has not signed in yet',
    invite: 'Create a sign-in link',
    inviteText:
      'Give this link to one person. It works once, within a day; with it they set their own email and password.',
    remove: 'Remove',
    removeNamed: 'Remove {name}',
    removeTitle: 'Remove this person?',
    removeText: 'Their sessions end at once. A new sign-in link lets them back in.',
    removed: 'The person is removed.',

    account: 'How you sign in',
    accountAbout: 'You sign in as {email}.',
    accountNone: 'You came by a one-time link. Set an email and a password, and you need no link next time.',
    email: 'Email',
    currentPassword: 'Current password',
    newPassword: 'New password',
    passwordHint: 'At least 10 characters',
    accountSaved: 'Saved. Your other sessions are ended.',
    everywhere: 'Sign out everywhere',
  },

  copy: {
    copy: 'Copy',
    copied: 'Copied',
    failed: 'Copying is not allowed here: select the text instead.',
    command: 'command',
    key: 'key',
    link: 'link',
    table: 'table',
  },
};

export type Words = typeof en;
