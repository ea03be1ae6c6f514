// The generated record takes nested parameters as JSON text; this makes one from what Kotlin has for it.

package com.contactcenter.sdk

/**
 * A request for a chat whose parameters are more than texts: numbers, truth values, null, and lists and maps of these, with
 * texts among them.
 *
 * @param nestedParameters stand beside [parameters]; a name may not stand in both.
 * @throws ContactCenterException.InvalidArgument for a value of another kind.
 */
public fun ContactCenterChatRequest(
    phoneNumber: String? = null,
    from: String? = null,
    parameters: Map<String, String> = emptyMap(),
    nestedParameters: Map<String, Any?>,
    userPlatform: ContactCenterUserPlatform? = null,
    initialMessage: String? = null,
): ContactCenterChatRequest {
    val nested = jsonObject("nested_parameters", nestedParameters)
    return ContactCenterChatRequest(phoneNumber, from, parameters, nested, userPlatform, initialMessage)
}
