import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type Action, workspacesWhere } from '#server/access/can.ts'
import type { Datasets } from '#server/datasets/datasets.ts'
import { rejectsCsv } from '#server/datasets/rejects-csv.ts'
import type { Workspaces } from '#server/workspaces/workspaces.ts'
import { idParam } from '#shared/contract/rest/common.ts'
import {
  datasetBody,
  datasetCreated,
  datasetCreateEmpty,
  datasetListBody,
  datasetListQuery,
  datasetMapping,
  datasetPatch,
  datasetPersonal,
  datasetsDelete,
  datasetsDeleted,
  datasetSheet,
  datasetTimeZone,
  rejectListBody,
} from '#shared/contract/rest/datasets.ts'
import { tell } from '../audit/record-acts.ts'
import { DoorError } from '../door-error.ts'
import { fieldBefore, filePart, MAX_FILE_BYTES } from '../file-part.ts'
import { requireActor, requireRight, requireRightOnDataset } from '../require-right.ts'
import { workspaceForNew } from '../workspace-for-new.ts'

interface Deps {
  readonly datasets: Datasets
  readonly workspaces: Pick<Workspaces, 'find'>
}

const MAX_NAME_CHARACTERS = 200
const REJECTS_A_PAGE = 100

const params = z.object({ id: idParam })
const rejectsQuery = z.object({
  format: z.enum(['json', 'csv']).default('json'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(REJECTS_A_PAGE),
})

/** Datasets: bring a file, map it, look at what it holds and what was rejected. */
export const datasetRoutes =
  ({ datasets, workspaces }: Deps): FastifyPluginAsyncZod =>
  async (fastify) => {
    const existing = async (id: string) => {
      const dataset = await datasets.get(id)
      if (!dataset) throw new DoorError('dataset-not-found')
      return dataset
    }

    const requireRightOn = async (request: FastifyRequest, action: Action, id: string): Promise<void> => {
      requireRightOnDataset(request, action, await datasets.workspaceOf(id))
    }

    const upload = async (request: FastifyRequest, workspace?: string): Promise<z.infer<typeof datasetCreated>> => {
      const { workspaceId } = await workspaceForNew(request, 'create-dataset', workspace, workspaces)
      const { part, fileName } = await filePart(request)
      const given = fieldBefore(part, 'name')
      const name = (
        given ||
        fileName.replace(/(\.(csv|tsv|txt|gz|zip|json|ndjson|jsonl|xlsx|xes|parquet))+$/i, '') ||
        fileName
      ).slice(0, MAX_NAME_CHARACTERS)
      const taken = await datasets.upload({ workspaceId, name, fileName, stream: part.file, maxBytes: MAX_FILE_BYTES })
      if (!taken.ok) throw new DoorError(taken.reason, taken.detail)
      tell(request, { target: { kind: 'dataset', id: taken.value.id, name }, details: { file: fileName } })
      return taken.value
    }

    fastify.get(
      '/api/datasets',
      {
        schema: {
          tags: ['datasets'],
          summary: 'The datasets of my workspaces, newest first',
          querystring: datasetListQuery,
          response: { 200: datasetListBody },
        },
      },
      async (request) => {
        const actor = requireActor(request)
        const { workspace } = request.query
        if (workspace !== undefined) requireRight(request, 'list-datasets', { workspaceId: workspace })
        const mine = workspacesWhere(actor, 'list-datasets')
        if (mine?.length === 0) requireRight(request, 'list-datasets')
        return { datasets: await datasets.list(workspace === undefined ? mine : [workspace]) }
      },
    )

    fastify.post(
      '/api/datasets',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Bring a file, or start an empty dataset for live events',
          description:
            'Multipart form with one file (and a field `name` before it, if it should not be called like the file): 202 with the ' +
            'dataset and the job that looks at the file. Or JSON `{"name": …}`: 201 with an empty dataset; with `madeOf` one that is several others as one log.',
          consumes: ['multipart/form-data', 'application/json'],
          querystring: datasetListQuery,
          response: { 201: z.object({ id: z.string() }), 202: datasetCreated },
        },
      },
      async (request, reply) => {
        if (request.isMultipart()) return reply.code(202).send(await upload(request, request.query.workspace))
        const { workspace } = request.query
        const { workspaceId } = await workspaceForNew(request, 'create-dataset', workspace, workspaces)
        const body = datasetCreateEmpty.safeParse(request.body)
        if (!body.success) throw new DoorError('not-valid', 'Send a file as a form, or a name as JSON.')
        const { name, personal, madeOf } = body.data
        if (madeOf !== undefined) {
          const combined = await datasets.combine(workspaceId, name, madeOf)
          if (!combined.ok) throw new DoorError(combined.reason, combined.detail)
          tell(request, { target: { kind: 'dataset', id: combined.value.id, name } })
          return reply.code(201).send(combined.value)
        }
        const made = await datasets.createEmpty(workspaceId, name, personal)
        tell(request, { target: { kind: 'dataset', id: made.id, name } })
        return reply.code(201).send(made)
      },
    )

    fastify.get(
      '/api/datasets/:id',
      {
        schema: { tags: ['datasets'], summary: 'One dataset with its values', params, response: { 200: datasetBody } },
      },
      async (request) => {
        await requireRightOn(request, 'read-dataset', request.params.id)
        return existing(request.params.id)
      },
    )

    fastify.patch(
      '/api/datasets/:id',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Rename a dataset',
          params,
          body: datasetPatch,
          response: { 200: datasetBody },
        },
      },
      async (request) => {
        await requireRightOn(request, 'change-dataset', request.params.id)
        tell(request, { details: { name: request.body.name } })
        if (!(await datasets.rename(request.params.id, request.body.name))) throw new DoorError('dataset-not-found')
        return existing(request.params.id)
      },
    )

    fastify.put(
      '/api/datasets/:id/personal',
      {
        schema: {
          tags: ['datasets'],
          summary:
            'Hash what is stored in some columns of a dataset without a file, for good, and what comes from now on',
          params,
          body: datasetPersonal,
          response: { 200: datasetBody },
        },
      },
      async (request) => {
        await requireRightOn(request, 'change-dataset', request.params.id)
        const { case: isCase, columns } = request.body
        tell(request, { details: { columns: [...(isCase ? ['case'] : []), ...columns].join(', ').slice(0, 500) } })
        const marked = await datasets.markPersonal(request.params.id, request.body)
        if (!marked.ok) throw new DoorError(marked.reason, marked.detail)
        return existing(request.params.id)
      },
    )

    fastify.put(
      '/api/datasets/:id/time-zone',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Set the time zone in which its days, weeks and months are counted; no instant changes',
          params,
          body: datasetTimeZone,
          response: { 200: datasetBody },
        },
      },
      async (request) => {
        await requireRightOn(request, 'change-dataset', request.params.id)
        const { timeZone } = request.body
        tell(request, { details: { timeZone } })
        if (!(await datasets.setTimeZone(request.params.id, timeZone))) throw new DoorError('dataset-not-found')
        return existing(request.params.id)
      },
    )

    fastify.delete(
      '/api/datasets/:id',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Delete a dataset with its events, its file and its rejects',
          params,
          response: { 204: z.undefined() },
        },
      },
      async (request, reply) => {
        await requireRightOn(request, 'delete-dataset', request.params.id)
        const { name } = await existing(request.params.id)
        tell(request, { target: { kind: 'dataset', id: request.params.id, name } })
        if (!(await datasets.remove(request.params.id))) throw new DoorError('dataset-not-found')
        return reply.code(204).send()
      },
    )

    fastify.delete(
      '/api/workspaces/:id/datasets',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Delete all datasets of a workspace, with their events, files and rejects',
          params,
          body: datasetsDelete,
          response: { 200: datasetsDeleted },
        },
      },
      async (request) => {
        const { id } = request.params
        requireRight(request, 'delete-all-datasets', { workspaceId: id })
        const workspace = await workspaces.find(id)
        if (!workspace) throw new DoorError('workspace-not-found')
        // Typed out, so that no single slip deletes what cannot be had back.
        if (request.body.name !== workspace.name)
          throw new DoorError('not-valid', 'name: not the name of the workspace')
        const all = await datasets.list([id])
        for (const dataset of all) await datasets.remove(dataset.id)
        tell(request, { details: { count: String(all.length) } })
        return { deleted: all.length }
      },
    )

    fastify.post(
      '/api/datasets/:id/mapping',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Say which column is which, and read the file',
          params,
          body: datasetMapping,
          response: { 202: datasetCreated },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await requireRightOn(request, 'change-dataset', id)
        const started = await datasets.map(id, request.body)
        if (!started.ok) throw new DoorError(started.reason, started.detail)
        return reply.code(202).send({ id, job: started.value })
      },
    )

    fastify.post(
      '/api/datasets/:id/sheet',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Look at another sheet of a workbook, before its columns are chosen',
          params,
          body: datasetSheet,
          response: { 202: datasetCreated },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await requireRightOn(request, 'change-dataset', id)
        const started = await datasets.chooseSheet(id, request.body.sheet)
        if (!started.ok) throw new DoorError(started.reason, started.detail)
        return reply.code(202).send({ id, job: started.value })
      },
    )

    fastify.get(
      '/api/datasets/:id/rejects',
      {
        schema: {
          tags: ['datasets'],
          summary: 'Rows that did not become events, with line and reason',
          description: 'JSON by pages, or all that were kept as CSV with `format=csv`.',
          params,
          querystring: rejectsQuery,
          response: { 200: rejectListBody },
        },
      },
      async (request, reply) => {
        await requireRightOn(request, 'read-rejects', request.params.id)
        const dataset = await existing(request.params.id)
        const { format, offset, limit } = request.query
        if (format === 'csv') {
          return (
            reply
              .type('text/csv; charset=utf-8')
              .header('content-disposition', `attachment; filename="rejected-rows-${dataset.id}.csv"`)
              // A stream goes out as it is; the schema describes the JSON.
              .send(Readable.from(rejectsCsv(datasets.rejects(dataset.id))) as never)
          )
        }
        const rejects: z.infer<typeof rejectListBody>['rejects'] = []
        let index = 0
        for await (const reject of datasets.rejects(dataset.id)) {
          if (index++ < offset) continue
          if (rejects.push(reject) >= limit) break
        }
        return { total: dataset.result?.rejected ?? 0, rejects }
      },
    )
  }
