const NAME_MAX_LENGTH = 80

/** Letters, digits and spaces of a title as a file name that every system takes; `untitled` when nothing is left of it. */
export const fileNameOf = (title: string): string =>
  title
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N} _.-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, NAME_MAX_LENGTH) || 'untitled'

/** Saves something as a file on this machine, by the name given. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
