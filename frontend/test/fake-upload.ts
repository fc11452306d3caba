type Send = (url: string, request: RequestInit) => Promise<Response>;

/** An XMLHttpRequest as far as uploads use one, on a faked wire: the body goes out in quarters, then the answer comes. */
export function fakeUpload(send: Send, step: () => Promise<void>) {
  return class {
    responseType = '';
    status = 0;
    response: ArrayBuffer | null = null;
    readonly upload: { onprogress: ((event: { lengthComputable: boolean; loaded: number; total: number }) => void) | null } = {
      onprogress: null,
    };
    onload: (() => void) | null = null;
    onerror: (() => void) | null = null;
    onabort: (() => void) | null = null;
    onloadend: (() => void) | null = null;
    #method = '';
    #url = '';
    #headers = new Headers();
    #answer = new Headers();
    #stopped = false;

    open(method: string, url: string) {
      this.#method = method;
      this.#url = url;
    }
    setRequestHeader(name: string, value: string) {
      this.#headers.set(name, value);
    }
    getAllResponseHeaders() {
      return [...this.#answer].map(([name, value]) => `${name}: ${value}`).join('\r\n');
    }
    abort() {
      this.#stopped = true;
      this.onabort?.();
      this.onloadend?.();
    }
    async send(body: BodyInit | null) {
      try {
        for (const loaded of [250, 500, 750, 1000]) {
          await step();
          if (this.#stopped) return;
          this.upload.onprogress?.({ lengthComputable: true, loaded, total: 1000 });
        }
        const answer = await send(this.#url, { method: this.#method, headers: this.#headers, body });
        await step();
        if (this.#stopped) return;
        this.status = answer.status;
        this.#answer = answer.headers;
        this.response = await answer.arrayBuffer();
        this.onload?.();
      } catch {
        this.onerror?.();
      }
      this.onloadend?.();
    }
  };
}
