package com.wattwell.connector.ra.socket;

/** Kinds of connections that are turned away; each is counted, and logged once an hour for each remote address. */
public enum Refusal {
    /** A browser or scanner speaks HTTP. */
    HTTP,
    /** A TLS hello on the plain port. */
    TLS_ON_PLAIN_PORT,
    /** The TLS handshake failed on the TLS port. */
    TLS_HANDSHAKE,
    /** A PROXY header from an address that is not a named balancer. */
    PROXY_FROM_STRANGER,
    /** A named balancer sent no PROXY protocol version 2 header. */
    PROXY_MISSING,
    /** As many unregistered sockets as there may be, in all. */
    TOO_MANY_UNREGISTERED,
    /** As many unregistered sockets as one address may have. */
    TOO_MANY_FROM_ADDRESS,
    /** Closed by the other side before it registered. */
    LEFT_UNREGISTERED,
    /** Never sent a byte. */
    SILENT,
    /** Sent something, but no registration in time. */
    NO_REGISTRATION,
    /** Sent more bytes than are kept without registering. */
    TOO_MANY_BYTES,
    /** Said again and again that it is another box. */
    TOO_MANY_IDS,
    /** Registered; the application gave no verdict in time. */
    NO_VERDICT,
    /** Unknown box, and quarantine was full. */
    QUARANTINE_FULL,
    /** Unknown box, in quarantine for as long as is allowed. */
    QUARANTINE_OVER,
    /** The application said no. */
    REFUSED,
    /** Let in by a login older than the one that is connected. */
    OUTDATED,
    /** Let in, but it sends more noise than is borne, and no frame. */
    ENDLESS_NOISE,
    /** Serving it broke on an error in the adapter; only this socket pays for it. */
    ERROR_OF_OURS
}
