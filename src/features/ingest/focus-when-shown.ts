/** For `ref`: puts the focus into a field that a person has just asked for, and marks its content. */
export const focusWhenShown = (field: HTMLInputElement | null): void => {
  field?.focus()
  field?.select()
}
