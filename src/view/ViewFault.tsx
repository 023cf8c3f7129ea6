import { Component, type ReactNode } from 'react'
import { Button } from '#src/ui/Button.tsx'

/** Something in the page itself broke: says so and offers the one thing that helps. */
export class ViewFault extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError = (): { readonly isBroken: boolean } => ({ isBroken: true })

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
        <h1 className="text-xl font-semibold">This page broke</h1>
        <p className="text-ink-muted">Nothing of the journey is lost. Reload to go on.</p>
        <Button variant="primary" onClick={() => location.reload()}>
          Reload
        </Button>
      </main>
    )
  }
}
