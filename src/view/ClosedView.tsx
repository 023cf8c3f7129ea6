import type { CloseReason } from '#shared/contract/close-codes.ts'
import { Button, buttonClass } from '#src/ui/Button.tsx'
import { Logo } from '#src/ui/Logo.tsx'
import type { ViewPlace } from './view-address.ts'

type Why = CloseReason | 'not-found'

interface ClosedWords {
  readonly title: string
  readonly text: string
}

/** What the server's word means to whoever looks; `wasOpen`: they have seen the journey before. */
export function closedWords(why: Why, wasOpen: boolean): ClosedWords {
  switch (why) {
    case 'not-signed-in':
    case 'not-allowed':
      return wasOpen
        ? {
            title: 'You no longer have access to this journey',
            text: 'The link by which you came was revoked, or you were removed from its workspace. Ask whoever let you in.',
          }
        : {
            title: 'This journey is not open to you',
            text: 'If you were sent a link, open that link once more. Members of its workspace sign in.',
          }
    case 'journey-not-found':
    case 'not-found':
      return wasOpen
        ? { title: 'This journey was deleted', text: 'Its owner deleted it for good.' }
        : {
            title: 'This journey cannot be found',
            text: 'It does not exist, or it is not shared with you. If you were sent a link, open that link once more.',
          }
    default:
      return {
        title: 'The server ended this session',
        text: 'It could not go on with this page. Reload to see what there is now.',
      }
  }
}

interface ClosedViewProps {
  readonly why: Why
  readonly wasOpen?: boolean
  readonly place?: ViewPlace
}

/** Stands in place of the whole journey. */
export function ClosedView({ why, wasOpen = false, place }: ClosedViewProps) {
  const { title, text } = closedWords(why, wasOpen)
  const maySignIn = place?.kind === 'page' && why === 'not-signed-in'
  return (
    <main className="flex min-h-dvh items-center justify-center p-6">
      <div className="w-full max-w-md">
        <Logo className="mb-6 size-10" />
        <h1 className="text-xl font-semibold text-balance">{title}</h1>
        <p className="mt-2 text-base text-pretty text-ink-muted">{text}</p>
        <div className="mt-6 flex gap-2">
          {maySignIn && (
            <a className={buttonClass('primary')} href={`/journeys/${place.journeyId}`}>
              Sign in
            </a>
          )}
          <Button variant={maySignIn ? 'secondary' : 'primary'} onClick={() => location.reload()}>
            Try again
          </Button>
        </div>
      </div>
    </main>
  )
}
