import { memo } from 'react'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import type { RecordPatch } from '#shared/model/commands/record-patch.ts'
import { styleCards } from '#shared/model/commands/style-cards.ts'
import type { Card, CardKind } from '#shared/model/records/card.ts'
import type { ChannelKey } from '#shared/model/records/channel.ts'
import type { RunOptions } from '#src/editor/editor.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { EVIDENCE_OPTIONS } from './card-words.ts'
import { ChannelsRow } from './ChannelsRow.tsx'
import { ChoiceRow } from './ChoiceRow.tsx'
import { ColorRow } from './ColorRow.tsx'
import { checkedOf, commonValue, valueOrNull } from './common-value.ts'
import { DutyRows } from './DutyRows.tsx'
import { FutureScoreRow } from './FutureScoreRow.tsx'
import { KindRow } from './KindRow.tsx'
import { MarksRow } from './MarksRow.tsx'
import { PersonasRow } from './PersonasRow.tsx'
import { RatingRow } from './RatingRow.tsx'
import { ScoreRow } from './ScoreRow.tsx'
import { TagsRow } from './TagsRow.tsx'
import { useChange } from './use-change.ts'

interface CardFieldsProps {
  readonly cards: readonly Card[]
}

/**
 * The fields that all of the cards have, texts aside; one or many, a change goes to each of them as one step. A letter typed in a title
 * changes none of them.
 */
export const CardFields = memo(Fields, (before, after) => {
  if (before.cards.length !== after.cards.length) return false
  return before.cards.every((card, index) => {
    const now = after.cards[index]
    return card === now || (now !== undefined && withoutTexts(card) === withoutTexts(now))
  })
})

const withoutTexts = (card: Card): string => JSON.stringify({ ...card, title: '', details: '' })

function Fields({ cards }: CardFieldsProps) {
  const change = useChange()
  const { canEdit } = useEditor()
  const cardIds = cards.map((card) => card.id)
  const edit = (patch: RecordPatch<'cards'>, options?: RunOptions): void =>
    void change(editCards, { cardIds, patch }, options)
  const areAll = (kind: CardKind): boolean => cards.every((card) => card.kind === kind)
  const evidence = commonValue(cards, (card) => card.evidence)

  /** Adds or removes one entry of a list in each card, without touching the rest of anyone's list. */
  const editEach = <Field extends 'channels' | 'personaIds' | 'marks' | 'tags'>(
    field: Field,
    entry: NonNullable<Card[Field]>[number],
    isOn: boolean,
  ): void => {
    let continues = false
    for (const card of cards) {
      const list: readonly (typeof entry)[] = card[field] ?? []
      if (list.includes(entry) === isOn) continue
      const patch = { [field]: isOn ? [...list, entry] : list.filter((known) => known !== entry) }
      if (!change(editCards, { cardIds: [card.id], patch }, { continues })) return
      continues = true
    }
  }

  return (
    <>
      <KindRow cards={cards} onChange={(kind) => edit({ kind })} />
      {cards.every(({ kind }) => kind === 'touchpoint' || kind === 'channel') && (
        <ChannelsRow
          label="Channels"
          channels={cards.map((card) => card.channels)}
          onChange={(channel: ChannelKey, isOn) => editEach('channels', channel, isOn)}
        />
      )}
      {areAll('emotion') && (
        <>
          <ScoreRow
            label="Feeling"
            value={commonValue(cards, (card) => card.score)}
            onChange={(score, continues) => edit({ score }, { continues })}
          />
          <FutureScoreRow
            value={commonValue(cards, (card) => card.futureScore)}
            onChange={(futureScore, continues) => edit({ futureScore }, { continues })}
          />
        </>
      )}
      {areAll('pain-point') && (
        <RatingRow
          label="Severity"
          ends={['nuisance', 'blocks the goal']}
          value={commonValue(cards, (card) => card.severity)}
          onChange={(severity) => edit({ severity })}
        />
      )}
      {areAll('opportunity') && (
        <>
          <RatingRow
            label="Impact"
            ends={['small', 'large']}
            value={commonValue(cards, (card) => card.impact)}
            onChange={(impact) => edit({ impact })}
          />
          <RatingRow
            label="Effort"
            ends={['small', 'large']}
            value={commonValue(cards, (card) => card.effort)}
            onChange={(effort) => edit({ effort })}
          />
        </>
      )}
      <ChoiceRow
        label="Evidence"
        options={EVIDENCE_OPTIONS}
        value={valueOrNull(evidence)}
        isMixed={evidence.isMixed}
        onChange={(next) => edit({ evidence: next })}
      />
      <MarksRow cards={cards} onChange={(mark, isOn) => editEach('marks', mark, isOn)} />
      <TagsRow cards={cards} onChange={(tag, isOn) => editEach('tags', tag, isOn)} />
      <DutyRows duties={cards} onChange={edit} />
      <PersonasRow cards={cards} onChange={(personaId, isOn) => editEach('personaIds', personaId, isOn)} />
      <ColorRow cards={cards} onChange={(fill) => void change(styleCards, { cardIds, style: { fill } })} />
      {canEdit && (
        <Checkbox
          label="Locked"
          hint="Stays where and as it is. Everybody who may edit can unlock it."
          checked={checkedOf(cards.filter((card) => card.isLocked).length, cards.length)}
          onChange={(isLocked) => edit({ isLocked: isLocked || undefined })}
        />
      )}
    </>
  )
}
