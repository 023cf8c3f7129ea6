import { Link } from 'wouter'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { MessagePage } from '../MessagePage.tsx'
import type { ClosedWhy } from './closed-why.ts'

const WORDS: Readonly<Record<ClosedWhy, { readonly title: string; readonly text: string }>> = {
  revoked: {
    title: 'You no longer have access to this journey',
    text: 'You were removed from its workspace, the link by which you came was revoked, or you signed out. Ask whoever let you in before.',
  },
  'not-found': {
    title: 'This journey cannot be found',
    text: 'It does not exist, or it is not shared with you. If you were sent a link, open that link once more.',
  },
  'not-allowed': {
    title: 'This journey is not open to you',
    text: 'Ask its owner for a link.',
  },
  deleted: {
    title: 'This journey was deleted',
    text: 'Its owner deleted it for good.',
  },
  refused: {
    title: 'The server ended this session',
    text: 'It could not take something that was sent from here. Reload to go on with what is saved.',
  },
}

/** Stands in place of the whole journey. */
export const ClosedPage = ({ why }: { readonly why: ClosedWhy }) => (
  <MessagePage
    title={WORDS[why].title}
    action={
      why === 'refused' ? (
        <Button variant="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      ) : (
        <Link href="/" className={buttonClass('primary')}>
          Go to your journeys
        </Link>
      )
    }
  >
    <p>{WORDS[why].text}</p>
  </MessagePage>
)
