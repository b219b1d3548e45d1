package imc.sip.internal.config;

/** Whether messages wait for a location service, where there is no outbound proxy. */
public enum LocationNeed {
    /** Where a bundle that offers one is installed, or one has been there not long ago. */
    AUTO,
    /** Always. */
    REQUIRED,
    /** Never: members are known by their address alone. */
    NONE
}
