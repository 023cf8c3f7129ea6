/**
 * Whether a key belongs to the text that has the keyboard: letters, arrows and the like. Commands and function keys, such as the one
 * that goes to the next area of the page, are for whoever listens further out.
 */
export const isKeyOfText = ({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): boolean =>
  !ctrlKey && !metaKey && !/^F\d+$/.test(key)
