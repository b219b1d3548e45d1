package imc.sip.internal.tls;

/** Whether clients have to show a certificate. */
public enum ClientAuth {
    /** None is asked for. */
    NONE,
    /** One is asked for, and one that is not trusted is refused; who has none may come in. */
    WANT,
    /** Who has none that is trusted is turned away. */
    NEED
}
