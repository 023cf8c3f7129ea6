import { clsx } from 'clsx'
import { measuredLevelOf } from '#shared/metrics/feelings.ts'
import { EMOTION_SCALE } from '#shared/model/records/card.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import { hiddenPersonas } from '../lens.ts'
import { useAllReadings, useLens, useSnapshot } from '../view-context.ts'
import { MeasuredLegend } from './MeasuredLegend.tsx'
import { type FeelingCurve, feelingCurves, stageStretches } from './reading-model.ts'

/** Drawn in steps across and points of the scale down, stretched to the place that there is. */
const HIGH = 100
const PADDING = 12

const yOf = (score: number): number =>
  PADDING + ((EMOTION_SCALE.max - score) / (EMOTION_SCALE.max - EMOTION_SCALE.min)) * (HIGH - 2 * PADDING)

interface FeelingLineProps {
  /** The stage that is read just now: the others step back. */
  readonly stageId?: StageId
  readonly className?: string
}

/** How the journey feels from its start to its end. Nothing for a journey without scored emotions. */
export function FeelingLine({ stageId, className }: FeelingLineProps) {
  const snapshot = useSnapshot()
  const { filter, showsNumbers } = useLens()
  const readings = useAllReadings()
  const hidden = hiddenPersonas(snapshot, filter)
  const curves = feelingCurves(snapshot, hidden)
  // What rests on few answers is no part of the curve.
  const measured =
    showsNumbers && readings?.feelings
      ? feelingCurves(snapshot, hidden, (card) => {
          const told = measuredLevelOf(readings, card)
          return told?.isWeak === false ? told.level : undefined
        })
      : []
  const stretches = stageStretches(snapshot)
  const width = stretches.at(-1)?.to ?? 0
  if ((curves.length === 0 && measured.length === 0) || width === 0) return null
  const here = stretches.find(({ stage }) => stage.id === stageId)
  const line = (
    <svg
      viewBox={`0 0 ${String(width)} ${String(HIGH)}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={[
        curves.length > 0 ? `How the journey feels: ${wordsOf(curves)}` : 'How the journey feels',
        ...(measured.length > 0 ? [`Measured: ${wordsOf(measured)}`] : []),
      ].join('. ')}
      className={clsx('block w-full overflow-visible', className)}
    >
      {here && <rect x={here.from} width={here.to - here.from} y={0} height={HIGH} fill="var(--ink)" opacity={0.06} />}
      {stretches.slice(1).map(({ stage, from }) => (
        <line key={stage.id} x1={from} x2={from} y1={0} y2={HIGH} className="feeling-rule" />
      ))}
      <line x1={0} x2={width} y1={yOf(0)} y2={yOf(0)} className="feeling-rule" strokeDasharray="3 4" />
      {measured.map((curve) => (
        <Lines key={`measured ${curve.personaId ?? 'all'}`} curve={curve} className="feeling-measured" />
      ))}
      {measured.map((curve) => (
        <Lines key={`between ${curve.personaId ?? 'all'}`} curve={curve} className="feeling-between" />
      ))}
      {curves.map((curve) => (
        <Lines key={curve.personaId ?? 'all'} curve={curve} className="feeling-curve" />
      ))}
    </svg>
  )
  if (measured.length === 0) return line
  return (
    <>
      {line}
      <MeasuredLegend className="mt-1" />
    </>
  )
}

/** The runs of a curve. A single feeling is a short dash: a line of one point would not be seen. */
const Lines = ({ curve: { color, runs }, className }: { readonly curve: FeelingCurve; readonly className: string }) =>
  runs.map((run) => (
    <polyline
      key={run[0]?.card.id ?? ''}
      points={(run.length > 1
        ? run.map(({ at, score }) => [at, score] as const)
        : run.flatMap(({ at, score }) => [[at - 0.1, score] as const, [at + 0.1, score] as const])
      )
        .map(([at, score]) => `${at.toFixed(3)},${yOf(score).toFixed(1)}`)
        .join(' ')}
      className={className}
      style={{ ['--curve' as string]: color === null ? 'var(--lane-emotion)' : `var(--persona-${String(color)})` }}
    />
  ))

/** `from bad at its lowest to good at its highest`. */
function wordsOf(curves: readonly FeelingCurve[]): string {
  const scores = curves.flatMap(({ runs }) => runs.flat()).map(({ score }) => score)
  const name = (score: number): string => EMOTION_SCALE.names[Math.round(score - EMOTION_SCALE.min)] ?? ''
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)]
  return `from ${name(lowest).toLowerCase()} at its lowest to ${name(highest).toLowerCase()} at its highest`
}
