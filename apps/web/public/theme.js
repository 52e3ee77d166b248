// Applies the chosen theme before the first paint; src/app/theme/theme.ts writes the choice under the same name.
try {
  const choice = localStorage.getItem('grapevine.theme');
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice;
} catch {
  // Storage can be forbidden; the system's theme then applies.
}
