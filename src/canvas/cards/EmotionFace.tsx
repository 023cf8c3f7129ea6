import { Angry, Frown, Laugh, Meh, Smile } from 'lucide-react'
import { IconPicture } from '#src/ui/IconPicture.tsx'

const MOOD_COLORS = { good: 'good', even: 'ink-muted', bad: 'danger-text' } as const
const FACES = [Angry, Frown, Meh, Smile, Laugh]

/** A face for a score from -2 to 2; `undefined` looks neutral and is drawn dashed. */
export function EmotionFace({ score, color }: { readonly score: number | undefined; readonly color: string }) {
  const mood = score === undefined || Math.abs(score) < 0.5 ? 'even' : score > 0 ? 'good' : 'bad'
  return (
    <span className="emotion-face" data-mood={mood} style={{ borderColor: color }}>
      <IconPicture icon={FACES[Math.round((score ?? 0) + 2)] ?? Meh} color={MOOD_COLORS[mood]} sizePx={22} />
    </span>
  )
}
