package com.wattwell.platform;

/** This server among its like. */
public final class Node {

    /** The node's name, unique in the cluster: WildFly's own. */
    public static final String NAME = System.getProperty("jboss.node.name", "node1");

    private Node() {
    }
}
