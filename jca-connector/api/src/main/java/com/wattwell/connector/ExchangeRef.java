package com.wattwell.connector;

import java.io.Serializable;

/**
 * Whose exchange it is; chosen by the application and given back unchanged.
 *
 * @param work  id of the line task or command it is done for
 * @param meter id of the meter, or 0 when it goes to the whole line
 * @param part  which item of the task, or which attempt of the command
 */
public record ExchangeRef(long work, long meter, int part) implements Serializable {
}
