import path from 'node:path'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { DoorError } from './door-error.ts'

export const MAX_FILE_BYTES = 6 * 1024 ** 3
/** Of an upload, between taking the form apart and writing the file. */
const FILE_BUFFER_BYTES = 1024 * 1024
const MAX_NAME_CHARACTERS = 200

/** The one file of a form, not read yet. Refuses a form without. */
export async function filePart(
  request: FastifyRequest,
): Promise<{ readonly part: MultipartFile; readonly fileName: string }> {
  const part = await request.file({
    limits: { fileSize: MAX_FILE_BYTES + 1, files: 1, fields: 10 },
    throwFileSizeLimit: false,
    fileHwm: FILE_BUFFER_BYTES,
  })
  if (!part) throw new DoorError('not-valid', 'The form has no file in it.')
  return { part, fileName: path.basename(part.filename ?? '').slice(0, MAX_NAME_CHARACTERS) || 'upload.csv' }
}

/** A field that stands before the file; empty: there is none. */
export function fieldBefore({ fields }: MultipartFile, name: string): string {
  const field = fields[name]
  return field && !Array.isArray(field) && field.type === 'field' ? String(field.value).trim() : ''
}
