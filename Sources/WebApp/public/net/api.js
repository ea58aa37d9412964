/**
 * @typedef {Readonly<{ status: number, detail: string, validation_errors?: Readonly<Record<string, unknown>>, body?: any }>} APIProblem
 *   `body` is any JSON the server sent with the refusal
 */

/** A request the server refused (`status` ≥ 400) or that never arrived (`status` 0). */
export class APIError extends Error {
  /** @param {APIProblem} problem */
  constructor(problem) {
    super(problem.detail)
    this.name = "APIError"
    this.status = problem.status
    this.detail = problem.detail
    this.validation_errors = problem.validation_errors
    this.body = problem.body
  }

  /** Whether trying again later may help: no network, a busy or restarting server. */
  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 502
  }
}

/**
 * @typedef {Readonly<{
 *   body?: unknown, form?: FormData, headers?: Readonly<Record<string, string>>, signal?: AbortSignal | undefined, keepalive?: boolean, query?: Readonly<Record<string, string | number | boolean | undefined>>,
 * }>} RequestOptions `body` is sent as JSON, `form` as multipart
 * @typedef {Readonly<{ status: number, headers: Headers, data: any }>} Answer `data` is the decoded JSON, or the text, or null
 */

/** The server, as this page sees it: same origin, session cookie, CSRF header. */
export class API {
  #fetch
  #cookies

  /** @param {{ fetch?: typeof fetch, cookies?: () => string }} options what tests replace */
  constructor({ fetch: get = (...all) => fetch(...all), cookies = () => document.cookie } = {}) {
    this.#fetch = get
    this.#cookies = cookies
  }

  /** @param {string} path @param {RequestOptions} [options] @returns {Promise<any>} */
  async get(path, options) { return (await this.request("GET", path, options)).data }
  /** @param {string} path @param {unknown} [body] @param {RequestOptions} [options] @returns {Promise<any>} */
  async post(path, body, options) { return (await this.request("POST", path, { ...options, body })).data }
  /** @param {string} path @param {unknown} [body] @param {RequestOptions} [options] @returns {Promise<any>} */
  async patch(path, body, options) { return (await this.request("PATCH", path, { ...options, body })).data }
  /** @param {string} path @param {unknown} [body] @param {RequestOptions} [options] @returns {Promise<any>} */
  async put(path, body, options) { return (await this.request("PUT", path, { ...options, body })).data }
  /** @param {string} path @param {RequestOptions} [options] @returns {Promise<any>} */
  async delete(path, options) { return (await this.request("DELETE", path, options)).data }

  /**
   * Sends one request; throws {@link APIError} for anything but success.
   *
   * @param {string} method
   * @param {string} path
   * @param {RequestOptions} [options]
   * @returns {Promise<Answer>}
   */
  async request(method, path, options = {}) {
    const { body, form, headers = {}, signal, keepalive, query } = options
    const parameters = new URLSearchParams()
    for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) parameters.set(key, String(value))
    const url = `${parameters}` !== "" ? `${path}${path.includes("?") ? "&" : "?"}${parameters}` : path
    const token = method === "GET" ? "" : this.#cookie("csrftoken")
    /** @type {Response} */
    let response
    try {
      response = await this.#fetch(url, {
        method,
        credentials: "same-origin",
        headers: {
          Accept: "application/json",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(token ? { "X-CSRFToken": token } : {}),
          ...headers,
        },
        ...(form ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
        ...(keepalive ? { keepalive } : {}),
      })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new APIError({ status: 0, detail: "The server cannot be reached." })
    }
    const text = response.status === 204 ? "" : await response.text()
    const data = decode(text, response.headers.get("content-type") ?? "")
    if (response.ok) return { status: response.status, headers: response.headers, data }
    throw new APIError({
      status: response.status,
      detail: typeof data?.detail === "string" ? data.detail : `The server answered ${response.status}${response.statusText ? ` ${response.statusText}` : ""}.`,
      ...(data?.validation_errors ? { validation_errors: data.validation_errors } : {}),
      body: data,
    })
  }

  /** @param {string} name */
  #cookie(name) {
    for (const part of this.#cookies().split(";")) {
      const [key, ...value] = part.trim().split("=")
      if (key === name) return decodeURIComponent(value.join("="))
    }
    return ""
  }
}

/** The one server of this page. */
export const api = new API()

/**
 * Sends one request and gives the decoded answer.
 *
 * @param {string} method
 * @param {string} path
 * @param {RequestOptions} [options]
 * @returns {Promise<any>}
 */
export const request = async (method, path, options) => (await api.request(method, path, options)).data

/**
 * @param {string} text
 * @param {string} type
 */
function decode(text, type) {
  if (text === "") return null
  if (!type.includes("json")) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
