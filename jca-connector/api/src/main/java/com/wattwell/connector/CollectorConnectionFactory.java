package com.wattwell.connector;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/** Looked up as {@code java:/eis/Collectors}. */
public interface CollectorConnectionFactory extends Serializable, Referenceable {

    CollectorConnection getConnection() throws ResourceException;
}
