import type * as Y from 'yjs'
import { done, refused } from '#shared/lib/result.ts'
import { BINDINGS_ROOT, bindingSchema, type DatasetId, type EventRule, isBindableCardKind } from '../records/binding.ts'
import { type Target, targetsSchema } from '../records/target.ts'
import type { Command } from './command.ts'
import { liveRecord, rootOf } from './stored.ts'

export interface SetBindingArgs {
  /** A stage, a step, a touchpoint or a metric. */
  readonly elementId: string
  readonly datasetId: DatasetId
  readonly rule: EventRule
  readonly source?: 'manual' | 'matched-name'
}

/** Ties an element to the events that are its traces, in place of what it was tied to. Its targets stay. */
export const setBinding: Command<SetBindingArgs, void, 'unknown-element' | 'not-bindable' | 'not-valid'> = (
  doc,
  { elementId, source = 'manual', ...binding },
) => {
  const root = rootOf(doc, elementId)
  if (!root) return refused('unknown-element')
  if (!canBind(doc, elementId)) return refused('not-bindable')
  const bindings = doc.getMap(BINDINGS_ROOT)
  const parsed = bindingSchema.safeParse({ ...binding, source, elementId, ...targetsOf(bindings.get(elementId)) })
  if (!parsed.success) return refused('not-valid', parsed.error.issues[0]?.path.join('.') ?? '')
  const { elementId: _id, ...stored } = parsed.data
  bindings.set(elementId, stored)
  return done(undefined)
}

/** Those that are stored, if they can be read: what came from the network must not keep anybody from binding anew. */
function targetsOf(stored: unknown): { targets?: Target[] } {
  const targets = typeof stored === 'object' && stored !== null && 'targets' in stored ? stored.targets : undefined
  const parsed = targetsSchema.safeParse(targets)
  return parsed.success ? { targets: parsed.data } : {}
}

/** Stages, steps and touchpoints leave traces, metrics look at them; other elements do neither. */
function canBind(doc: Y.Doc, id: string): boolean {
  if (liveRecord(doc, 'stages', id) || liveRecord(doc, 'steps', id)) return true
  return isBindableCardKind(liveRecord(doc, 'cards', id)?.get('kind'))
}
