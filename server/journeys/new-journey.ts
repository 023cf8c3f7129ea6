import {
  TEMPLATE_KEYS,
  type JourneyCreate,
  type TemplateItem,
  type TemplateKey,
} from '#shared/contract/rest/journeys.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { type JourneyJson, parseJourneyJson } from '#shared/model/json-form.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { JourneySources } from './ports.ts'
import { TEMPLATES } from './templates/templates.ts'

/** The gallery, in the order in which it is shown. */
export const templateItems = (): TemplateItem[] =>
  TEMPLATE_KEYS.map((key) => {
    const { title, description, hasData } = TEMPLATES[key]
    return { key, title, description, hasData }
  })

/** Whether making it takes the node that has the datasets. */
export const needsDatasets = ({ template, datasetId }: JourneyCreate): boolean =>
  datasetId !== undefined ||
  (template !== undefined && isTemplateKey(template) && TEMPLATES[template].dataset !== undefined)

export interface DraftedJourney {
  readonly json: JourneyJson
  /** A dataset that was made along with it; the caller removes it when the journey cannot be stored. */
  readonly datasetId: DatasetId | null
}

export type DraftRefusal = 'template-not-found' | 'not-a-journey' | 'dataset-not-found' | 'not-ready' | 'not-valid'

/** What a new journey starts with: a document that was brought, a draft from data, a template, else the blank six stages. */
export async function draftNewJourney(
  wish: JourneyCreate,
  workspaceId: string,
  sources: JourneySources,
): Promise<Result<DraftedJourney, DraftRefusal>> {
  const given = [wish.template, wish.document, wish.datasetId].filter((value) => value !== undefined)
  if (given.length > 1) return refused('not-valid', 'Give one of template, document and datasetId.')
  const drafted = await draft(wish, workspaceId, sources)
  if (!drafted.ok || wish.title === undefined) return drafted
  return done({ ...drafted.value, json: { ...drafted.value.json, title: wish.title } })
}

async function draft(
  wish: JourneyCreate,
  workspaceId: string,
  sources: JourneySources,
): Promise<Result<DraftedJourney, DraftRefusal>> {
  if (wish.document !== undefined) return withoutDataset(parseJourneyJson(wish.document))
  if (wish.datasetId !== undefined) {
    return withoutDataset(await sources.draftJourney(wish.datasetId, wish.title ?? null))
  }
  const key = wish.template ?? 'blank'
  if (!isTemplateKey(key)) return refused('template-not-found')
  const template = TEMPLATES[key]
  if (!template.dataset) return done({ json: template.build({ dataset: null }), datasetId: null })
  const dataset = await sources.createDataset({ workspaceId, ...template.dataset })
  return done({ json: template.build({ dataset }), datasetId: dataset.id })
}

const isTemplateKey = (key: string): key is TemplateKey => (TEMPLATE_KEYS as readonly string[]).includes(key)

const withoutDataset = <Reason extends DraftRefusal>(
  result: Result<JourneyJson, Reason>,
): Result<DraftedJourney, Reason> => (result.ok ? done({ json: result.value, datasetId: null }) : result)
