/** What to tell a person whose change was refused, by the command's reason. */
const WORDS: Readonly<Record<string, string>> = {
  'read-only': 'You may look at this journey, but not change it.',
  'newer-version': 'This journey was changed with a newer version of Waymark. Reload the page to edit it.',
  'unknown-element': 'Somebody has deleted this meanwhile.',
  locked: 'It is locked. Unlock it first.',
  'lane-takes-other-kinds': 'That lane takes other kinds of cards.',
  'text-too-long': 'This text is too long.',
  'too-many': 'There is no room for more of these.',
  'too-many-cards': 'This journey has as many cards as it can hold.',
  'not-valid': 'That value does not fit here.',
  'not-free': 'This card stands in the grid; its place and size follow its step.',
  'not-a-line': 'Only lines and arrows have ends.',
  'too-few': 'Select more cards beside the grid first.',
}

/** Plain words for a refusal. */
export const refusalWords = (reason: string): string => WORDS[reason] ?? 'This could not be changed.'
