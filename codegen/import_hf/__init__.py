"""Import the public task specs of Hugging Face: read a checkout, repair, compare, write.

Upstream's schemas are of another draft, refer to each other by made-up addresses and carry words of
OpenAPI. What can be said in our form without a decision is; the rest is listed for a person.
"""
