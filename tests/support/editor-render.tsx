import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import {
  createTestJourney,
  drawSmallJourney,
  type SmallJourney,
  type TestJourney,
  type TestPerson,
} from './test-journey.ts'

export interface OpenedJourney {
  readonly journey: TestJourney
  readonly small: SmallJourney
  readonly editor: Editor
  readonly me: TestPerson
  readonly other: TestPerson
}

/** The small journey, open for one person, with somebody else on it. */
export function openSmallJourney({ canEdit = true } = {}): OpenedJourney {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const [me, other] = [journey.person('Me'), journey.person('Other')]
  return { journey, small, me, other, editor: createEditor(me.doc, { canEdit }) }
}

/** Draws something that belongs to an open journey. */
export const renderInJourney = (editor: Editor, content: ReactNode) =>
  render(<EditorContext value={editor}>{content}</EditorContext>)
