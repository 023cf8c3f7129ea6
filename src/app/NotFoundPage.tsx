import { Link } from 'wouter'
import { buttonClass } from '#src/ui/Button.tsx'
import { MessagePage } from './MessagePage.tsx'

/** An address that leads nowhere. */
export const NotFoundPage = () => (
  <MessagePage
    title="There is nothing at this address"
    action={
      <Link href="/" className={buttonClass('primary')}>
        Go to your journeys
      </Link>
    }
  >
    <p>The link may be mistyped, or what it led to is gone.</p>
  </MessagePage>
)
