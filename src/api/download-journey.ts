import { api } from './api.ts'
import { fileNameOf, saveFile } from './save-file.ts'

/** Saves the JSON form of a journey as a file on this machine. @throws ApiError */
export async function downloadJourney(id: string, title: string): Promise<void> {
  const journey = await api.exportJourney(id)
  const json = JSON.stringify(journey, null, 2)
  saveFile(`${fileNameOf(title)}.journey.json`, new Blob([json], { type: 'application/json' }))
}
