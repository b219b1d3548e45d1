/**
 * JAIN-SIP's transactions and dialogs over the transport layer of {@code imc.api.sip}, for applications that know
 * {@code javax.sip} alone. All of it runs on one thread ({@link imc.sip.jain.internal.OneThread}).
 */
package imc.sip.jain.internal;
