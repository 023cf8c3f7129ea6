import { Toaster as Sonner } from 'sonner'

/** Where toasts appear; once in the app. */
export const Toaster = ({ theme }: { readonly theme: 'light' | 'dark' }) => (
  <Sonner
    theme={theme}
    position="bottom-center"
    gap={8}
    toastOptions={{
      unstyled: true,
      classNames: {
        toast:
          'flex w-full items-center gap-3 rounded-lg bg-surface-raised px-4 py-3 text-sm text-ink shadow-overlay font-sans',
        title: 'font-medium',
        description: 'text-ink-muted',
        icon: 'text-ink-muted',
        error: '[&_[data-icon]]:text-danger',
        success: '[&_[data-icon]]:text-good',
        actionButton: 'ml-auto h-7 shrink-0 rounded-md bg-accent px-2.5 text-xs font-medium text-on-accent',
        closeButton: 'hidden',
      },
    }}
  />
)
