// Keeps the page of help readable without a network. Loaded by that page alone.
navigator.serviceWorker?.register(document.currentScript.dataset.clapWorker).catch(() => {});
