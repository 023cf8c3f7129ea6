import type { QueryClient } from '@tanstack/react-query'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import type { Editor } from '#src/editor/editor.ts'
import { againstOf } from '#src/features/metrics/segments/against-of.ts'
import type { ReadingsStore } from '#src/features/metrics/use-element-readings.ts'
import { whenQuiet } from '#src/ui/usable.ts'
import { askedQuery } from './asked-query.ts'

/** With more events a persona's numbers take the engine seconds: then they are counted when somebody asks for them. */
const READY_EVENTS_MAX = 2_000_000

/**
 * Asks for the numbers of each persona once, one after the other while nobody waits, so that the first look at a persona shows numbers at
 * once. What changes until then is asked for with that look, as always.
 */
export async function readyPersonas(
  client: QueryClient,
  journeyId: string,
  editor: Editor,
  everybody: ReadingsStore,
  signal: AbortSignal,
): Promise<void> {
  const events = (everybody.getState()?.datasets ?? []).reduce((sum, dataset) => sum + dataset.events, 0)
  if (events === 0 || events > READY_EVENTS_MAX) return
  for (const { id, segmentId, name } of personasInOrder(editor.getSnapshot())) {
    if (segmentId === undefined) continue
    const of = { persona: { personaId: id, segmentId, name }, range: null, against: againstOf(editor, segmentId) }
    await whenQuiet()
    if (signal.aborted) return
    await client.prefetchQuery({ ...askedQuery(journeyId, of, everybody), staleTime: Infinity, gcTime: Infinity })
  }
}
