// Opens the boxes of a sealed variant with WebCrypto: the twin of sealing.py.
const Seals = (() => {
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const encoded = (text) => new TextEncoder().encode(text);

  /** The key of a canonical answer to one form. */
  async function derive(canonical, salt, rounds, place) {
    const base = await crypto.subtle.importKey("raw", encoded(`${place}:${canonical}`), "PBKDF2", false, ["deriveBits"]);
    const settings = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: rounds };
    return new Uint8Array(await crypto.subtle.deriveBits(settings, base, 256));
  }

  async function open(key, box, name) {
    const data = bytes(box);
    const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const settings = { name: "AES-GCM", iv: data.slice(0, 12), additionalData: encoded(name) };
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(settings, aes, data.slice(12))));
    } catch {
      return null; // another answer's box
    }
  }

  /** What opens with one of these canonical answers, or null. */
  async function opened(variant, place, canonicals) {
    for (const canonical of canonicals) {
      const key = await derive(canonical, variant.salt, variant.rounds, place);
      for (const box of variant.boxes[place]) {
        const content = await open(key, box, `${variant.name}/${place}`);
        if (content) return content;
      }
    }
    return null;
  }

  /** Marks canonical answers, one list for each form. */
  async function mark(variant, answers) {
    const contents = await Promise.all(answers.map((canonicals, place) => opened(variant, place, canonicals)));
    const slots = contents.map((content) => Boolean(content && content.right));
    const beliefs = contents.filter((content) => content && !content.right).map((content) => content.says);
    const share = slots.filter(Boolean).length / slots.length;
    if (share < 1) return { right: false, share, slots, beliefs: [...new Set(beliefs)], explanation: "" };
    const shares = contents.flatMap((content) => [...bytes(content.share)]);
    const key = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(shares)));
    const whole = await open(key, variant.explanation, `${variant.name}/explanation`);
    return { right: true, share, slots, beliefs: [], explanation: whole ? whole.explanation : "The explanation is damaged." };
  }

  return { mark, available: Boolean(globalThis.crypto && crypto.subtle) };
})();
