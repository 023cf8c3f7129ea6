import type { MultipartFile } from '@fastify/multipart'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Datasets } from '#server/datasets/datasets.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  datasetCreated,
  datasetFileAdded,
  datasetFileRemoved,
  fileShare,
  readFile,
} from '#shared/contract/rest/datasets.ts'
import { type FileColumns, fileColumns } from '#shared/contract/rest/file-columns.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { fieldBefore, filePart, MAX_FILE_BYTES } from '../file-part.ts'
import { requireRightOnDataset } from '../require-right.ts'

interface Deps {
  readonly datasets: Pick<Datasets, 'furtherFiles' | 'workspaceOf'>
}

const params = z.object({ id: idParam })
const ofFile = params.extend({ fileId: idParam })

/** The files of a dataset: bring one, say how it is read, look what is its own, let it go. */
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
            'To a dataset without a file it is the first: 202 with the job that looks at it, then its columns are chosen. ' +
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
          summary: 'Say how a file is read: which of its columns stand for which of the dataset, its dates, its zone',
          description:
            'Of a file that waits for it, or of one that was read otherwise: its rows are replaced, and when it cannot be read so, its rows and ' +
            'answers from before stay. The first file is read by the mapping of the dataset, unless something was said of it here. ' +
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
        tell(request, { details: { file: await datasets.furtherFiles.nameOf(id, fileId) } })
        const started = await datasets.furtherFiles.nameColumns(id, fileId, request.body)
        if (!started.ok) throw new DoorError(started.reason, started.detail)
        return reply.code(202).send({ id, job: started.value })
      },
    )

    fastify.get(
      '/api/datasets/:id/files/:fileId/columns',
      {
        schema: {
          tags: ['datasets'],
          summary: 'How a file was read: what is in it, with its first rows, and the answers that were given of it',
          description: '`not-ready`: it was not read, or another file waits for its columns.',
          params: ofFile,
          response: { 200: readFile },
        },
      },
      async (request) => {
        const { id, fileId } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        const read = await datasets.furtherFiles.howRead(id, fileId)
        if (!read.ok) throw new DoorError(read.reason, read.detail)
        return read.value
      },
    )

    fastify.get(
      '/api/datasets/:id/files/:fileId/share',
      {
        schema: {
          tags: ['datasets'],
          summary: 'What of a dataset is one file’s: the events and cases that would go with it',
          description:
            'What other files and live events have as well stays. `not-ready`: it was not read, or another file waits for its columns.',
          params: ofFile,
          response: { 200: fileShare },
        },
      },
      async (request) => {
        const { id, fileId } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        const share = await datasets.furtherFiles.shareOf(id, fileId)
        if (!share.ok) throw new DoorError(share.reason, share.detail)
        return share.value
      },
    )

    fastify.delete(
      '/api/datasets/:id/files/:fileId',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Take a file out of a dataset',
          description:
            'Of one that was read all others are read anew without it (202 with the job); until that has ended its rows stay, and then they and ' +
            'the file are gone for good. What other files and live events have as well stays; without its last file a dataset is empty. A file that ' +
            'waits for its columns, and of which nothing was read, goes at once: 200 with `job: null`. `not-ready`: the dataset is being worked ' +
            'on, or another file waits for its columns.',
          params: ofFile,
          response: { 200: datasetFileRemoved, 202: datasetFileRemoved },
        },
      },
      async (request, reply) => {
        const { id, fileId } = request.params
        requireRightOnDataset(request, 'change-dataset', await datasets.workspaceOf(id))
        tell(request, { details: { file: await datasets.furtherFiles.nameOf(id, fileId) } })
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
