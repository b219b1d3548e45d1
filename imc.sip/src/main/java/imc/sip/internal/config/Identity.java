package imc.sip.internal.config;

/** Where a sender's identity is taken from. */
public enum Identity {
    /** The From header. */
    FROM,
    /** P-Asserted-Identity, for servers behind a trusted proxy (RFC 3325). */
    PAI
}
