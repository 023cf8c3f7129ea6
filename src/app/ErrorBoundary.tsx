import { Component, type ReactNode } from 'react'
import { Button } from '#src/ui/Button.tsx'
import { MessagePage } from './MessagePage.tsx'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly error: unknown
}

/** The last net: what is shown when drawing the page itself failed. React only offers this as a class. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <MessagePage
        title="This page stopped working"
        action={
          <>
            <Button variant="primary" onClick={() => location.reload()}>
              Reload
            </Button>
            <Button onClick={() => location.assign('/')}>Go to your journeys</Button>
          </>
        }
      >
        <p>That is our fault, not yours. What was shown as saved is safe; reload to go on.</p>
        <details className="text-sm">
          <summary className="w-fit text-ink-faint">What went wrong</summary>
          <pre className="mt-2 max-h-48 overflow-auto rounded-md bg-surface-sunken p-3 text-xs whitespace-pre-wrap text-ink-muted">
            {error instanceof Error ? `${error.name}: ${error.message}` : 'Unknown'}
          </pre>
        </details>
      </MessagePage>
    )
  }
}
