/**
 * SIP for whoever looks at requests, answers them or sends them, free of any SIP stack's types.
 */
@org.jspecify.annotations.NullMarked
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.5.0")
package imc.api.sip;
