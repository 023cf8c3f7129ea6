import type { MultipartFile } from '@fastify/multipart'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import { datasetCreated, datasetFileAdded, datasetFileRemoved } from '#shared/contract/rest/datasets.ts'
import { type FileColumns, fileColumns } from '#shared/contract/rest/file-columns.ts'
import { DoorError } from '../door-error.ts'
import { fieldBefore, filePart, MAX_FILE_BYTES } from '../file-part.ts'
import { requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'furtherFiles' | 'workspaceOf'>
}

const params = z.object({ id: idParam })
const ofFile = params.extend({ fileId: idParam })

/** The files of a dataset after its first: bring one, say what its columns are called, let one go. */
export const datasetFileRoutes =
  ({ datasets }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.post(
      '/api/datasets/:id/files',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Add the next file, with the mapping of the first',
          description:
            'Multipart form with one file: 202 with the job that reads it. A file that the dataset has already, by its bytes, adds ' +
            'nothing: 200 with `job: null`. Columns are matched by name. A file that names them otherwise needs to be told how: in a ' +
            'field `columns` before the file, as JSON `{"columns": {"<column of the dataset>": "<column of this file>"}, "ignore": […], ' +
            '"timezone": …, "dateOrder": …}`. Without it a file is read as one with the same columns was before; else the job fails with ' +
            '`file-columns-needed`, the dataset goes on as it was, and the file waits (`waiting` of the dataset) with a proposal.',
          consumes: ['multipart/form-data'],
          params,
          response: { 200: datasetFileAdded, 202: datasetFileAdded },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        if (!request.isMultipart()) throw new DoorError('not-valid', 'Send a file as a form.')
        const { part, fileName } = await filePart(request)
        const columns = columnsBefore(part)
        const file = { fileName, stream: part.file, maxBytes: MAX_FILE_BYTES, columns }
        const added = await datasets.furtherFiles.add(id, file)
        if (!added.ok) throw new DoorError(added.reason, added.detail)
        return reply.code(added.value === null ? 200 : 202).send({ id, job: added.value })
      },
    )

    fastify.post(
      '/api/datasets/:id/files/:fileId/columns',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Say which columns of a waiting file stand for which of the dataset, and read it',
          description:
            'It is kept with the file, and holds of the next one with the same columns. All files are read as one table, whose rows take the ' +
            'place of the former ones at once. `mapping-not-valid`: a column is not there, stands for two, or something that an event needs is still missing.',
          params: ofFile,
          body: fileColumns,
          response: { 202: datasetCreated },
        },
      },
      async (request, reply) => {
        const { id, fileId } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        const started = await datasets.furtherFiles.nameColumns(id, fileId, request.body)
        if (!started.ok) throw new DoorError(started.reason, started.detail)
        return reply.code(202).send({ id, job: started.value })
      },
    )

    fastify.delete(
      '/api/datasets/:id/files/:fileId',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Let a file go that waits for its columns',
          description:
            'Its rows are in the dataset only when it was read under an earlier mapping: then the others are read anew without it (202 with the ' +
            'job), else 200 with `job: null`.',
          params: ofFile,
          response: { 200: datasetFileRemoved, 202: datasetFileRemoved },
        },
      },
      async (request, reply) => {
        const { id, fileId } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        const removed = await datasets.furtherFiles.remove(id, fileId)
        if (!removed.ok) throw new DoorError(removed.reason, removed.detail)
        return reply.code(removed.value === null ? 200 : 202).send({ id, job: removed.value })
      },
    )
  }

function columnsBefore(part: MultipartFile): FileColumns | undefined {
  const text = fieldBefore(part, 'columns')
  if (text === '') return undefined
  const said = fileColumns.safeParse(parsed(text))
  if (said.success) return said.data
  part.file.resume()
  throw new DoorError('not-valid', 'columns: this is not JSON that says what the columns are called.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
