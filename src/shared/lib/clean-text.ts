/** Control characters but tab and line break, and signs that turn the direction of whatever follows them. */
// oxlint-disable-next-line no-control-regex -- these are what is taken out
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/**
 * A text from elsewhere as people can see it: one kind of line break, no control characters, no overrides of the writing direction,
 * no half of a surrogate pair. What joins letters and emoji (zero-width joiners) stays.
 */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(UNWANTED, '')
    .replaceAll(/\p{Surrogate}/gu, '')
