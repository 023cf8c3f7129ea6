/**
 * A ref that puts the caret into a field as it appears, its text selected. Only for a field that the person has just asked for:
 * renaming in place, the one field of a dialog.
 */
export const focusOnMount = (field: HTMLInputElement | HTMLTextAreaElement | null): void => {
  field?.focus()
  field?.select()
}
