const WORD_JOINER = '\u2060';

/** What begins and ends a style in pairs, whatever is between them: signs that look the same stand for it. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', $: '＄' };

/**
 * Names are of people's making, and values come with events: in chats nothing in them is markup, is a link, or calls anybody. Slack and
 * Mattermost have no escape in common, so patterns are broken by what cannot be seen, and by signs that look the same. Numbers and times stay.
 *
 * @param text one line, which may begin a line of the message
 */
export function noMarkup(text: string): string {
  // Within a word a line below, and before a number a dollar, are nothing but that.
  const styled = /[*~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\$(?!\d)/gu;
  // Only letters never begin a heading, a quotation, a list, or a table.
  return noLinks(text.replace(styled, (sign) => LOOK_ALIKE[sign] ?? sign)).replace(/^(?!\p{L})(?=.)/u, WORD_JOINER);
}

/** The same for what stands between the fences of code, where signs are only signs. */
export function noLinks(text: string): string {
  return (
    text
      .replaceAll('`', "'")
      // [text](address), [name]: address, #tag, emoji, and addresses, also those without a scheme.
      .replace(/[\]!#]|(?<!\d):(?=\S)|:(?=[^\s\d])|\.(?=\p{L})/gu, `$&${WORD_JOINER}`)
      .replace(/www(?=\.)/gi, `$&${WORD_JOINER}`)
      // `<!channel>` calls in Slack, `@channel` in Mattermost: a space without a width keeps it from being a name.
      .replaceAll('@', '@\u200b')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
