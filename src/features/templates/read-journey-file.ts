import { done, refused, type Result } from '#shared/lib/result.ts'

/** What the server takes in one request. */
const FILE_MAX_BYTES = 20 * 1024 * 1024

/** Reads a file that should hold a journey. Whether it really is one the server decides; here only what is hopeless is refused. */
export async function readJourneyFile(file: File): Promise<Result<unknown, 'too-large' | 'not-json'>> {
  if (file.size > FILE_MAX_BYTES) return refused('too-large', `“${file.name}” is larger than 20 MB.`)
  try {
    return done(JSON.parse(await file.text()))
  } catch {
    return refused('not-json', `“${file.name}” is not a JSON file, or a part of it is missing.`)
  }
}
