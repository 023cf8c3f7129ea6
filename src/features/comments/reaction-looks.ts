import { CircleCheckBig, CircleQuestionMark, Eye, Heart, PartyPopper, ThumbsUp } from 'lucide-react'
import type { Reaction } from '#shared/contract/comments.ts'
import type { Icon } from '#src/ui/icon.ts'

/** As they are drawn and read out. Pictures of our own: not every system has those of the letters. */
export const REACTION_LOOKS: Readonly<Record<Reaction, { readonly label: string; readonly icon: Icon }>> = {
  'thumbs-up': { label: 'Thumbs up', icon: ThumbsUp },
  heart: { label: 'Heart', icon: Heart },
  hooray: { label: 'Hooray', icon: PartyPopper },
  looking: { label: 'Looking into it', icon: Eye },
  done: { label: 'Done', icon: CircleCheckBig },
  thinking: { label: 'Not sure', icon: CircleQuestionMark },
}
