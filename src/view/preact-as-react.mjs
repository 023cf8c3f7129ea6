// What `react` is in the bundle of the view (`vite.view.config.ts`): Preact, and what of React's it calls by another name.
export * from 'preact/compat'
// Some packages ask for all of React at once.
export { default } from 'preact/compat'
export { useContext as use } from 'preact/compat'
