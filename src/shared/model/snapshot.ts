import type { Binding } from './records/binding.ts'
import type { Card, CardId } from './records/card.ts'
import type { JourneyInfo } from './records/journey-info.ts'
import type { Lane, LaneId } from './records/lane.ts'
import type { Link, LinkId } from './records/link.ts'
import type { Persona, PersonaId } from './records/persona.ts'
import type { RecordRoot } from './records/record.ts'
import type { SavedView, SavedViewId } from './records/saved-view.ts'
import type { Stage, StageId } from './records/stage.ts'
import type { Step, StepId } from './records/step.ts'

/**
 * The journey as plain immutable data: what everything but a command reads. Deleted records are left out. Records that nothing
 * changed keep their identity from one snapshot to the next, so `===` tells what to draw again.
 */
export interface JourneySnapshot {
  readonly info: JourneyInfo
  readonly personas: ReadonlyMap<PersonaId, Persona>
  readonly stages: ReadonlyMap<StageId, Stage>
  readonly steps: ReadonlyMap<StepId, Step>
  readonly lanes: ReadonlyMap<LaneId, Lane>
  readonly cards: ReadonlyMap<CardId, Card>
  readonly links: ReadonlyMap<LinkId, Link>
  readonly views: ReadonlyMap<SavedViewId, SavedView>
  /** By the id of the element that is bound. */
  readonly bindings: ReadonlyMap<string, Binding>
  /** Records that did not validate; they are skipped, never a crash: the document came from a network. */
  readonly problems: readonly RecordProblem[]
}

export interface RecordProblem {
  readonly root: RecordRoot | 'bindings' | 'journey'
  readonly id: string
  /** Path and message of the first fault, for the log and the problem list. */
  readonly message: string
}
