package imc.api.sip;

/**
 * A request, free of any stack's types.
 *
 * @param method     in upper case
 * @param requestUri as it stands on the request line
 * @param headers    all header fields
 * @param body       empty rather than null; not to be changed
 * @param source     where it came from
 */
public record SipRequest(String method, String requestUri, SipHeaders headers, byte[] body, Flow source) {
}
