import { api } from './api.ts'

const FILE_NAME_MAX_LENGTH = 80

/** Letters, digits and spaces of a title as a file name that every system takes. */
export const fileNameOf = (title: string): string =>
  title
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N} _.-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, FILE_NAME_MAX_LENGTH) || 'journey'

/** Saves the JSON form of a journey as a file on this machine. @throws ApiError */
export async function downloadJourney(id: string, title: string): Promise<void> {
  const journey = await api.exportJourney(id)
  const address = URL.createObjectURL(new Blob([JSON.stringify(journey, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${fileNameOf(title)}.journey.json`
  link.click()
  // The browser reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
