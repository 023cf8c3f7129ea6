import * as Y from 'yjs'
import type { PushMessage } from '#shared/contract/socket.ts'
import { assertNever } from '#shared/lib/assert.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { type Excerpt, excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import { writeExcerpt } from '#shared/model/excerpt/write-excerpt.ts'
import { schemaVersionOf } from '#shared/model/migrations.ts'
import { presenceInExcerpt } from './excerpt-presence.ts'
import { followSnapshot } from './whole-snapshot.ts'

/** Of these readings, those that can be told from the shown part alone; `server/metrics` knows. */
export type ReadingsShown = (readings: JourneyReadings, excerpt: Excerpt, part: ShownPart) => JourneyReadings

/**
 * A part of an open journey, as a document of its own: it never held what is hidden, so neither its state nor its history can tell it.
 * `server/sync` sends it to those who see only this part.
 */
export interface OpenExcerpt {
  readonly doc: Y.Doc
  /** Brings it level with the journey, by what has changed. */
  refresh(): void
  /** What its readers may be told of a push; `null`: nothing. */
  push(message: PushMessage): PushMessage | null
  /** The readings again, when those that its readers may see are others since the last change; else `null`. */
  newReadings(): PushMessage | null
  presence(state: Readonly<Record<string, unknown>>): Record<string, unknown>
  close(): void
}

/** `clientId`: as whom the document is written. */
export const excerptOpener =
  (readingsShown: ReadingsShown) =>
  (whole: Y.Doc, part: ShownPart, clientId: number): OpenExcerpt => {
    const doc = new Y.Doc()
    doc.clientID = clientId
    const following = followSnapshot(whole)
    let excerpt = excerptOf(following.read(), part)
    writeExcerpt(doc, null, excerpt.shown, schemaVersionOf(whole))
    /** The last that were pushed, as the whole journey has them, and what of them was told. */
    let latest: JourneyReadings | null = null
    let told: { readonly readings: JourneyReadings; readonly of: Excerpt } | null = null

    const tell = (readings: JourneyReadings): PushMessage => {
      latest = readings
      told = { readings: readingsShown(readings, excerpt, part), of: excerpt }
      return { kind: 'readings', readings: told.readings }
    }
    /** Which numbers can be told rests on these. */
    const isSameBasis = (a: Excerpt, b: Excerpt): boolean =>
      a.bindings === b.bindings &&
      (['links', 'steps', 'stages'] as const).every((root) => a.shown[root] === b.shown[root])

    return {
      doc,
      refresh() {
        const before = excerpt
        excerpt = excerptOf(following.read(), part, before)
        writeExcerpt(doc, before.shown, excerpt.shown, schemaVersionOf(whole))
      },
      push(message) {
        switch (message.kind) {
          case 'readings':
            return tell(message.readings)
          case 'journey-changed':
          case 'storage':
            return message
          case 'dataset-changed':
          case 'comments':
          case 'noticed':
            // Nobody who sees only a part sees datasets, or overhears what the team says.
            return null
          default:
            return assertNever(message)
        }
      },
      newReadings() {
        if (latest === null || told === null || isSameBasis(told.of, excerpt)) return null
        const before = JSON.stringify(told.readings)
        const message = tell(latest)
        return JSON.stringify(told.readings) === before ? null : message
      },
      presence: (state) => presenceInExcerpt(state, excerpt.shown, part),
      close() {
        following.close()
        doc.destroy()
      },
    }
  }
